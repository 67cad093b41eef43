// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs PostgreSQL's programs, which refuse to run as root. Root runs them in a user namespace of their own, in which it is
 * nobody in particular; where the machine allows none, as the user {@code nobody}, who then owns the folder.
 */
final class Runner {
    private static final String NOBODY = "65534";
    private static final long LONGEST_SECONDS = 120;

    private final List<String> prefix;
    private final boolean asNobody;
    private final boolean root;

    private Runner(List<String> prefix, boolean asNobody, boolean root) {
        this.prefix = prefix;
        this.asNobody = asNobody;
        this.root = root;
    }

    /** @throws DatabaseException as root where neither way is open */
    static Runner here() {
        if (!isRoot()) {
            return new Runner(List.of(), false, false);
        }
        if (works("unshare", "--user", "true")) {
            return new Runner(List.of("unshare", "--user"), false, true);
        }
        List<String> nobody = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        List<String> trial = new ArrayList<>(nobody);
        trial.add("true");
        if (works(trial.toArray(String[]::new))) {
            return new Runner(nobody, true, true);
        }
        throw new DatabaseException("PostgreSQL refuses to run as root, and this machine lets root use neither 'unshare"
                + " --user' nor 'setpriv': start as an ordinary user, or name a database with --database.");
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private static boolean works(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Makes everything in a folder belong to whom the programs run as. Where that is {@code nobody}, the folder above is opened
     * for passing through: what is in it stays as private as it is. Does nothing for an ordinary user.
     *
     * @throws DatabaseException if that user can't get to the folder
     */
    void own(Path folder) {
        if (!root) {
            return;
        }
        try {
            UserPrincipal owner = folder.getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName(asNobody ? NOBODY : "0");
            if (!Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.toList()) {
                        Files.setOwner(file, owner);
                    }
                }
            }
            if (asNobody) {
                letThrough(folder);
            }
        } catch (IOException e) {
            throw new DatabaseException("The data folder can't be given to the user that runs PostgreSQL.", e);
        }
    }

    private void letThrough(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(parent));
            if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
                Files.setPosixFilePermissions(parent, permissions);
            }
        }
        List<String> trial = new ArrayList<>(prefix);
        trial.addAll(List.of("test", "-x", folder.toString()));
        if (!works(trial.toArray(String[]::new))) {
            throw new DatabaseException(
                    "PostgreSQL runs as the user nobody here, who can't get to the data folder: choose"
                            + " one with --data of which all folders above may be passed through (chmod o+x), or name a"
                            + " database with --database.");
        }
    }

    /**
     * Runs a program to its end.
     *
     * @param log where its output goes
     * @return its exit status
     */
    int run(Path log, List<String> command) {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(command);
        try {
            ProcessBuilder builder = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new DatabaseException("PostgreSQL didn't answer within " + LONGEST_SECONDS + " seconds; see "
                        + log.getFileName() + " in the data folder.");
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new DatabaseException(
                    "PostgreSQL's programs can't be run in the data folder; name a database with" + " --database.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("Interrupted while PostgreSQL was being started or stopped.", e);
        }
    }
}
