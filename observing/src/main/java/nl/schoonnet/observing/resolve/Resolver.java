// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.resolve;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import nl.schoonnet.observing.address.RawAddress;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Resolves names by asking recursive name servers (RFC 1035), A and AAAA at once. Safe for many threads; the calling thread
 * waits.
 *
 * <p>Nothing else resolves: no hosts file, no search list, no resolver of the machine. Only answers to the question asked
 * are read, following aliases by name.
 */
public final class Resolver {
    private static final int MOST_ALIASES = 12;
    private static final int MOST_QUESTIONS = 4;
    private static final int MOST_ADDRESSES = 64;

    private final ResolverSettings settings;
    private final InstantSource clock;
    private final List<SimpleResolver> servers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Kept> kept;

    private record Kept(Resolution resolution, Instant until) {}

    /** A resolver with these settings; the clock ages what is kept. */
    public Resolver(ResolverSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.servers = settings.servers().stream()
                .map(server -> opened(server, settings.timeout()))
                .toList();
        this.kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
                return size() > settings.cacheEntries();
            }
        };
    }

    private static SimpleResolver opened(ResolverSettings.Server server, Duration timeout) {
        try {
            InetAddress address = InetAddress.getByAddress(bytes(server));
            SimpleResolver resolver = new SimpleResolver(new InetSocketAddress(address, server.port()));
            resolver.setTimeout(timeout);
            return resolver;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    private static byte[] bytes(ResolverSettings.Server server) {
        return RawAddress.of(server.address()).bytes();
    }

    /**
     * Resolves a name.
     *
     * @param name lower-case ASCII without a dot at the end
     * @param within the longest wait; after it the outcome is {@link Resolution.TimedOut}
     */
    public Resolution resolve(String name, Duration within) {
        Optional<Resolution> known = recall(name);
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Name> question = absolute(name);
        if (question.isEmpty()) {
            return new Resolution.NoSuchName();
        }
        CompletableFuture<Family> four = ask(question.get(), Type.A);
        CompletableFuture<Family> six = ask(question.get(), Type.AAAA);
        try {
            CompletableFuture.allOf(four, six).get(Math.max(1, within.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // What one family has answered still counts.
        } catch (ExecutionException e) {
            throw new IllegalStateException("failures are values", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Family first = four.getNow(Family.TIMED_OUT);
        Family second = six.getNow(Family.TIMED_OUT);
        Resolution resolution = joined(first, second);
        keep(name, resolution, Math.min(first.seconds, second.seconds));
        return resolution;
    }

    /**
     * The name servers of a domain, in lower case without dots at the end; empty if they can't be known.
     *
     * @param domain a registrable domain
     */
    public List<String> nameServers(String domain, Duration within) {
        Optional<Name> question = absolute(domain);
        if (question.isEmpty()) {
            return List.of();
        }
        try {
            Answer answer =
                    question(question.get(), Type.NS, 0).get(Math.max(1, within.toNanos()), TimeUnit.NANOSECONDS);
            return answer.message == null
                    ? List.of()
                    : answer.message.getSection(Section.ANSWER).stream()
                            .filter(record -> record instanceof NSRecord
                                    && record.getName().equals(question.get()))
                            .map(record -> text(((NSRecord) record).getTarget()))
                            .limit(MOST_ALIASES)
                            .toList();
        } catch (TimeoutException | ExecutionException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static Resolution joined(Family four, Family six) {
        List<RawAddress> addresses = new ArrayList<>(four.addresses);
        addresses.addAll(six.addresses);
        boolean sinkholed = four.kind == Kind.SINKHOLED || six.kind == Kind.SINKHOLED;
        if (sinkholed) {
            return new Resolution.Sinkholed();
        }
        if (!addresses.isEmpty()) {
            List<String> aliases = four.kind == Kind.ADDRESSES ? four.aliases : six.aliases;
            boolean complete = !four.kind.isFailure() && !six.kind.isFailure();
            return new Resolution.Found(addresses, aliases, complete);
        }
        if (four.kind == Kind.TIMED_OUT || six.kind == Kind.TIMED_OUT) {
            return new Resolution.TimedOut();
        }
        if (four.kind == Kind.FAILED || six.kind == Kind.FAILED) {
            return new Resolution.Failed();
        }
        return four.kind == Kind.NO_NAME && six.kind == Kind.NO_NAME
                ? new Resolution.NoSuchName()
                : new Resolution.NoAddress();
    }

    private enum Kind {
        ADDRESSES,
        NONE,
        NO_NAME,
        SINKHOLED,
        FAILED,
        TIMED_OUT;

        boolean isFailure() {
            return this == FAILED || this == TIMED_OUT;
        }
    }

    /** What is known of one family of addresses. */
    private record Family(Kind kind, List<RawAddress> addresses, List<String> aliases, long seconds) {
        static final Family TIMED_OUT = of(Kind.TIMED_OUT);

        static Family of(Kind kind) {
            return new Family(kind, List.of(), List.of(), 0);
        }
    }

    /** An answer, or null where no server gave one. */
    private record Answer(@Nullable Message message, boolean timedOut) {}

    private CompletableFuture<Family> ask(Name name, int type) {
        return follow(name, type, new ArrayList<>(), Long.MAX_VALUE, MOST_QUESTIONS);
    }

    private CompletableFuture<Family> follow(Name name, int type, List<String> aliases, long seconds, int questions) {
        return question(name, type, 0).thenCompose(answer -> {
            if (answer.message == null) {
                return CompletableFuture.completedFuture(Family.of(answer.timedOut ? Kind.TIMED_OUT : Kind.FAILED));
            }
            return read(answer.message, name, type, aliases, seconds, questions);
        });
    }

    private CompletableFuture<Family> read(
            Message message, Name asked, int type, List<String> aliases, long seconds, int questions) {
        Name name = asked;
        long lifetime = seconds;
        List<Record> records = message.getSection(Section.ANSWER);
        for (Optional<CNAMERecord> alias = aliasOf(name, records); alias.isPresent(); alias = aliasOf(name, records)) {
            if (aliases.size() >= MOST_ALIASES) {
                return CompletableFuture.completedFuture(Family.of(Kind.FAILED));
            }
            lifetime = Math.min(lifetime, alias.get().getTTL());
            name = alias.get().getTarget();
            aliases.add(text(name));
        }
        List<RawAddress> addresses = new ArrayList<>();
        for (Record record : records) {
            if (record.getType() == type && record.getName().equals(name) && addresses.size() < MOST_ADDRESSES) {
                lifetime = Math.min(lifetime, record.getTTL());
                // The raw bytes: as an InetAddress an IPv4-mapped one would turn into IPv4.
                addresses.add(RawAddress.of(record.rdataToWireCanonical()));
            }
        }
        if (isWithheld(message) || addresses.stream().anyMatch(this::isSinkhole)) {
            return CompletableFuture.completedFuture(Family.of(Kind.SINKHOLED));
        }
        if (!addresses.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new Family(Kind.ADDRESSES, List.copyOf(addresses), List.copyOf(aliases), lifetime));
        }
        if (message.getRcode() == Rcode.NXDOMAIN) {
            return CompletableFuture.completedFuture(Family.of(Kind.NO_NAME));
        }
        if (!name.equals(asked)) {
            return questions <= 1
                    ? CompletableFuture.completedFuture(Family.of(Kind.FAILED))
                    : follow(name, type, aliases, lifetime, questions - 1);
        }
        return CompletableFuture.completedFuture(Family.of(Kind.NONE));
    }

    private static Optional<CNAMERecord> aliasOf(Name name, List<Record> records) {
        return records.stream()
                .filter(record ->
                        record instanceof CNAMERecord && record.getName().equals(name))
                .map(CNAMERecord.class::cast)
                .findFirst();
    }

    private boolean isSinkhole(RawAddress address) {
        return settings.sinkholes().stream().anyMatch(prefix -> prefix.contains(address.ip()));
    }

    /** RFC 8914: Blocked, Censored, Filtered or Prohibited by the resolver. */
    private static boolean isWithheld(Message message) {
        OPTRecord extension = message.getOPT();
        if (extension == null) {
            return false;
        }
        for (EDNSOption option : extension.getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR)) {
            int code = ((ExtendedErrorCodeOption) option).getErrorCode();
            if (code == ExtendedErrorCodeOption.BLOCKED
                    || code == ExtendedErrorCodeOption.CENSORED
                    || code == ExtendedErrorCodeOption.FILTERED
                    || code == ExtendedErrorCodeOption.PROHIBITED) {
                return true;
            }
        }
        return false;
    }

    private CompletableFuture<Answer> question(Name name, int type, int attempt) {
        Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        SimpleResolver server = servers.get(attempt % servers.size());
        // Answers are short: the thread that takes them reads them too.
        return server.sendAsync(query, Runnable::run)
                .toCompletableFuture()
                .handle((message, failure) -> outcome(message, failure))
                .thenCompose(answer -> {
                    boolean again = answer.message == null && attempt + 1 < servers.size() * settings.rounds();
                    return again ? question(name, type, attempt + 1) : CompletableFuture.completedFuture(answer);
                });
    }

    private static Answer outcome(@Nullable Message message, @Nullable Throwable failure) {
        if (message == null) {
            return new Answer(null, failure != null);
        }
        int code = message.getRcode();
        boolean usable = code == Rcode.NOERROR || code == Rcode.NXDOMAIN || isWithheld(message);
        return usable ? new Answer(message, false) : new Answer(null, false);
    }

    private static Optional<Name> absolute(String name) {
        try {
            return Optional.of(Name.fromString(name.endsWith(".") ? name : name + "."));
        } catch (TextParseException e) {
            return Optional.empty();
        }
    }

    private static String text(Name name) {
        return name.toString(true).toLowerCase(java.util.Locale.ROOT);
    }

    private Optional<Resolution> recall(String name) {
        if (settings.cacheEntries() == 0) {
            return Optional.empty();
        }
        lock.lock();
        try {
            Kept found = kept.get(name);
            return found != null && clock.instant().isBefore(found.until)
                    ? Optional.of(found.resolution)
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void keep(String name, Resolution resolution, long seconds) {
        if (settings.cacheEntries() == 0 || !(resolution instanceof Resolution.Found found) || !found.complete()) {
            return;
        }
        long longest = Math.min(seconds, settings.cacheTime().toSeconds());
        if (longest > 0) {
            lock.lock();
            try {
                kept.put(name, new Kept(resolution, clock.instant().plusSeconds(longest)));
            } finally {
                lock.unlock();
            }
        }
    }
}
