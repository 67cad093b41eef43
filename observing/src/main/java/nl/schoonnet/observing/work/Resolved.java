// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.observing.look.Look;
import nl.schoonnet.observing.resolve.Resolution;

/**
 * What the DNS said of an item's host at one look. Names are kept out of {@code toString}: they may be those of the material.
 *
 * @param answer what kind of answer it was
 * @param addresses all A and AAAA addresses, in order and each once; at most 128; empty unless there are any
 * @param aliases the chain of aliases of the host, in order; at most 12, in lower case without a dot at the end
 * @param nameServers of the registrable domain, in order; at most 12; empty if they aren't known
 * @param complete false if one family of addresses could not be asked
 */
public record Resolved(
        Answer answer, List<IpAddress> addresses, List<String> aliases, List<String> nameServers, boolean complete) {
    private static final int MOST_ADDRESSES = 128;
    private static final int MOST_NAMES = 12;
    private static final int LONGEST_NAME = 255;

    /** Kinds of answers that say something about the name. */
    public enum Answer {
        /** It has addresses. */
        ADDRESSES,
        /** It doesn't exist. */
        NO_SUCH_NAME,
        /** It exists without an address. */
        NO_ADDRESS,
        /** The URL holds an address itself: nothing was asked. */
        NOT_ASKED
    }

    /**
     * Puts addresses in order, and checks sizes.
     *
     * @throws IllegalArgumentException if there is too much of something, or a name is none
     */
    public Resolved {
        addresses = addresses.stream().distinct().sorted().toList();
        aliases = names(aliases);
        nameServers = names(nameServers).stream().distinct().sorted().toList();
        if (addresses.size() > MOST_ADDRESSES
                || addresses.isEmpty() != (answer == Answer.NO_SUCH_NAME || answer == Answer.NO_ADDRESS)) {
            throw new IllegalArgumentException(
                    "What the DNS said holds 1 to 128 addresses, or says that there are none.");
        }
    }

    private static List<String> names(Collection<String> names) {
        if (names.size() > MOST_NAMES || !names.stream().allMatch(Resolved::isName)) {
            throw new IllegalArgumentException("What the DNS said holds at most 12 names of at most 255 letters.");
        }
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= LONGEST_NAME && name.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    private static List<String> usable(List<String> names) {
        return names.stream().filter(Resolved::isName).limit(MOST_NAMES).toList();
    }

    /** What a look learnt; empty if it learnt nothing about the name. */
    static Optional<Resolved> of(Look look) {
        List<String> servers = usable(look.facts().nameServers());
        Optional<Resolution> resolution = look.resolution();
        if (resolution.isEmpty()) {
            return look.addresses().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Resolved(Answer.NOT_ASKED, look.addresses(), List.of(), List.of(), true));
        }
        return switch (resolution.get()) {
            case Resolution.Found found ->
                Optional.of(new Resolved(
                        Answer.ADDRESSES, look.addresses(), usable(found.aliases()), servers, found.complete()));
            case Resolution.NoSuchName none ->
                Optional.of(new Resolved(Answer.NO_SUCH_NAME, List.of(), List.of(), servers, true));
            case Resolution.NoAddress none ->
                Optional.of(new Resolved(Answer.NO_ADDRESS, List.of(), List.of(), servers, true));
            case Resolution.Sinkholed nothing -> Optional.empty();
            case Resolution.Failed nothing -> Optional.empty();
            case Resolution.TimedOut nothing -> Optional.empty();
        };
    }

    /** Says only the kind. */
    @Override
    public String toString() {
        return "Resolved[" + answer + "]";
    }
}
