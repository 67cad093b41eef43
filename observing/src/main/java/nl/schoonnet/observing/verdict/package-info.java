/**
 * From what a look found to one verdict and reason (MEASUREMENT.md section 1), or to none.
 *
 * <p>Pure functions on facts. It fetches nothing, knows no earlier look and decides nothing over time: confirmation,
 * {@code HOST_DOWN} and {@code OTHER_NETWORK} are for those who hold more than one look.
 */
@NullMarked
package nl.schoonnet.observing.verdict;

import org.jspecify.annotations.NullMarked;
