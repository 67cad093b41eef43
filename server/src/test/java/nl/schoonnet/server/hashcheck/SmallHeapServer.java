// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import nl.schoonnet.server.access.Role;

/**
 * A server in a process of its own, whose heap can be small: {@code SmallHeapServer FOLDER [SETTING=VALUE ...]}. Prints a line
 * {@code ready} with its port and its keys, and ends with its input; before that each line of input is answered with one that
 * says how much of the heap was in use after the last collection, in MiB.
 */
final class SmallHeapServer {
    private SmallHeapServer() {}

    /** Runs until its input ends. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException {
        Map<String, Object> settings = Arrays.stream(arguments)
                .skip(1)
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        try (TestService service = TestService.in(Path.of(arguments[0]), settings);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready " + service.server().server().port() + " " + service.curator() + " "
                    + service.key("Checker", Role.CHECKER, Role.CHECKER_DETAIL) + " "
                    + service.key("Office", Role.ADMIN, Role.ANALYST, Role.REVEALER));
            while (in.readLine() != null) {
                System.gc();
                long used = ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                        .map(MemoryPoolMXBean::getCollectionUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum();
                System.out.println("used " + (used >> 20));
            }
        }
    }
}
