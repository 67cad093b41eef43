// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

/** The inner loop of a scan. */
interface ScanKernel {
    /** What it is, for people. */
    String description();

    /**
     * The least distance, in two words, of any hash in a stretch from a question.
     *
     * @param first first words
     * @param second second words
     * @param from first hash
     * @param to beyond the last
     * @return 0 to 128, or more than 128 if the stretch is empty
     */
    int least(long[] first, long[] second, int from, int to, long questionFirst, long questionSecond);

    /** The one with the Vector API where the JVM was started with its module, else the plain one. */
    static ScanKernel best() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? new VectorScanKernel()
                : new PlainScanKernel();
    }
}
