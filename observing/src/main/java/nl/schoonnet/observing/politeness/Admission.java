// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.politeness;

import java.time.Instant;

/** Whether a look may begin. */
public sealed interface Admission {
    /** It may; to be closed when it is over. */
    non-sealed interface Permit extends Admission, AutoCloseable {
        /** Counts one more request of this look; it is never refused, but paid for by those that come later. */
        void oneMore();

        /** Gives the place back as if nothing had been asked. */
        void giveBack();

        @Override
        void close();
    }

    /** Not before this instant. */
    record NotBefore(Instant instant) implements Admission {}
}
