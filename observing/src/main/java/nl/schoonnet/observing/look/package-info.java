/**
 * One look at a URL: resolve, vet, connect, ask, follow, compare with a control path, judge.
 *
 * <p>Nothing of a body stays, and nothing here prints a URL. It plans no looks, stores none, and asks nobody whether a
 * look may be: the order comes from who has a basis for it.
 */
@NullMarked
package nl.schoonnet.observing.look;

import org.jspecify.annotations.NullMarked;
