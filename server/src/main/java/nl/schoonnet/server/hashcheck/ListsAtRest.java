// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nl.schoonnet.hashing.match.PdqHits;
import nl.schoonnet.hashing.segment.SealedFileException;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.basis.LegalFunction;
import nl.schoonnet.server.keys.KeyException;
import nl.schoonnet.server.keys.KeyFile;
import nl.schoonnet.server.keys.Keys;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The lists that a server saved in its data folder, for a command on its own machine; whether a server runs makes no
 * difference, and none is asked. Reads only. Who has the folder and its keys has the lists: so nothing is limited, guarded or
 * counted here. Knows neither disputes nor what changed since the lists were saved: these are in the database alone. For one
 * thread.
 */
public final class ListsAtRest {
    /** As {@link HashChecks} has it. */
    private static final int RADIUS = 31;

    private static final String FOLDER = "index";

    private final ListedHashes hashes;
    private final Set<HashKind> kinds;
    private final Instant asOf;
    private final int radius;

    /** By the number of a hash, whether a source that counts lists it. */
    private final boolean[] counting;

    private final PdqHits hits = new PdqHits();

    private ListsAtRest(SavedLists.AsSaved saved, Set<HashKind> kinds, int radius, boolean test, Instant now) {
        hashes = saved.hashes();
        this.kinds = kinds;
        asOf = saved.asOf();
        this.radius = radius;
        Set<Integer> sources = saved.sources().stream()
                .filter(source -> source.test() == test && (source.until() == null || now.isBefore(source.until())))
                .map(SavedLists.Counting::source)
                .collect(Collectors.toSet());
        counting = new boolean[saved.sets().size()];
        for (int number = 0; number < counting.length; number++) {
            SortedSet<Listing> set = saved.sets().get(number);
            counting[number] = set.stream().anyMatch(listing -> sources.contains(listing.source()));
        }
    }

    /**
     * Opens the lists of a data folder: whole, or not at all.
     *
     * @param keyFile null for the one that the folder's settings name
     * @param perceptual whether PDQ hashes are asked about too, which takes more memory
     * @param test whether made-up sources count, and only they
     * @throws HashcheckException if there are none or they can't be used, or there is no basis to hold them
     * @throws KeyException if the key file can't be used
     * @throws nl.schoonnet.server.basis.BasisException if the file of the legal basis can't be
     */
    public static ListsAtRest open(Path data, @Nullable Path keyFile, boolean perceptual, boolean test, Instant now) {
        if (Files.notExists(data.resolve(FOLDER).resolve(SavedLists.LISTS))) {
            throw new HashcheckException(
                    "no_saved_lists",
                    "There are no saved hash lists in " + data
                            + ": name the data folder of a server, which saves them when it"
                            + " stops, and while it runs within an hour of a change.");
        }
        if (LegalBasis.in(data).inForce(LegalFunction.HOLD_HASHES, now).isEmpty()) {
            throw new HashcheckException(
                    "no_basis",
                    "Nothing was checked: hash lists are used only on a legal basis, and legal-basis.yaml in " + data
                            + " has none that is in force.");
        }
        Settings settings = Settings.of(data);
        Keys keys = Keys.open(new KeyFile(keyFile == null ? settings.keyFile : keyFile));
        Set<HashKind> kinds = ListedHashes.KINDS.stream()
                .filter(kind -> perceptual || !kind.perceptual())
                .collect(Collectors.toCollection(TreeSet::new));
        return new ListsAtRest(saved(data, keys, kinds), kinds, settings.radius, test, now);
    }

    /** As the server reads them from {@code schoonnet.yaml} and the environment; its options aren't known here. */
    private record Settings(int radius, Path keyFile) {
        static Settings of(Path data) {
            StandardEnvironment environment = new StandardEnvironment();
            String file = "optional:file:" + data.toAbsolutePath().normalize().resolve("schoonnet.yaml");
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource("folder", Map.of("spring.config.additional-location", file)));
            try {
                ConfigDataEnvironmentPostProcessor.applyTo(environment);
                Binder settings = Binder.get(environment);
                int radius = settings.bind("schoonnet.hashcheck.pdq-radius", Integer.class)
                        .orElse(RADIUS);
                Path keyFile = settings.bind("schoonnet.key-file", Path.class).orElse(data.resolve("keys/vault.keys"));
                if (radius >= 0 && radius <= RADIUS) {
                    return new Settings(radius, keyFile);
                }
            } catch (RuntimeException e) {
                throw new HashcheckException("bad_settings", UNUSABLE, e);
            }
            throw new HashcheckException("bad_settings", UNUSABLE);
        }

        private static final String UNUSABLE =
                "The settings can't be used: see that the server starts with schoonnet.yaml as it is.";
    }

    private static SavedLists.AsSaved saved(Path data, Keys keys, Set<HashKind> kinds) {
        try {
            return new SavedLists(data.resolve(FOLDER), keys).asSaved(kinds);
        } catch (IOException e) {
            throw new HashcheckException(
                    "not_read",
                    "The saved hash lists can't be read: check the folder index, and run this as the user who runs the"
                            + " server.",
                    e);
        } catch (KeyException e) {
            throw new HashcheckException(
                    "wrong_keys",
                    "The saved hash lists were changed, or sealed with other keys than these: name the server's key file with"
                            + " --key-file; if it is the one, delete the folder index and start the server, which makes it"
                            + " again.",
                    e);
        } catch (SealedFileException e) {
            throw new HashcheckException("unusable_lists", String.valueOf(e.getMessage()), e);
        } catch (HashcheckException e) {
            throw new HashcheckException(e.code(), "The saved hash lists can't be used: " + e.getMessage() + ".", e);
        }
    }

    /** What changed later isn't in them. */
    public Instant asOf() {
        return asOf;
    }

    /** Whether a hash is on a list of a source that counts; a perceptual one if it is near enough to one that is. */
    public boolean lists(HashValue hash) {
        if (!kinds.contains(hash.kind())) {
            throw new IllegalArgumentException("Hashes of kind " + hash.kind() + " weren't opened.");
        }
        for (long number : hashes.matches(hash, radius, hits)) {
            if (counting[Math.toIntExact(number)]) {
                return true;
            }
        }
        return false;
    }
}
