/**
 * One question to one vetted address, in HTTP/1.1, and as little of the answer as is needed.
 *
 * <p>The only place that opens connections to sites, always to the vetted address and never to a name. It judges no
 * answer, follows no redirect and keeps no byte of a body.
 */
@NullMarked
package nl.schoonnet.observing.request;

import org.jspecify.annotations.NullMarked;
