// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.population;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.internet.name.Host;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.internet.party.ProviderRegistry;
import nl.schoonnet.reporting.source.Notice;
import nl.schoonnet.reporting.source.NoticeFlag;
import nl.schoonnet.reporting.source.Notices;
import nl.schoonnet.reporting.source.ReadingLog;
import nl.schoonnet.reporting.source.ScartFinding;
import nl.schoonnet.reporting.source.ScartStatus;
import nl.schoonnet.reporting.source.Sightings;
import nl.schoonnet.reporting.source.Snapshots;
import nl.schoonnet.takedown.curve.ItemOrder;
import nl.schoonnet.takedown.episode.ClockOrigin;
import nl.schoonnet.takedown.episode.Episode;
import nl.schoonnet.takedown.episode.EpisodeRules;
import nl.schoonnet.takedown.episode.Episodes;
import nl.schoonnet.takedown.episode.FeedOutages;
import nl.schoonnet.takedown.episode.History;
import nl.schoonnet.takedown.episode.NoticeClock;
import nl.schoonnet.takedown.episode.Observation;
import nl.schoonnet.takedown.episode.Outcome;
import nl.schoonnet.takedown.episode.Reason;
import nl.schoonnet.takedown.episode.Snapshot;
import nl.schoonnet.takedown.episode.SnapshotFeed;
import nl.schoonnet.takedown.episode.Verdict;
import nl.schoonnet.takedown.episode.Yardstick;
import org.jspecify.annotations.Nullable;

/** Reads files into a population: join, clock, period, looks, episodes, attribution, clusters. Used once. */
public final class PopulationReader {
    /** Moments up to some 8,000 years away are ordered as numbers, in seconds above the bits that a place takes. */
    private static final long FAR = 1L << 38;

    private static final int SECONDS_UP = 24;

    private final Selection selection;
    private final ReadingLog log;
    private final Funnel funnel = new Funnel();
    private final SortedMap<String, Long> flags = new TreeMap<>();
    private final List<String> cautions = new ArrayList<>();
    private final List<Untimed> untimed = new ArrayList<>();
    private final List<Return> returns = new ArrayList<>();
    private final List<Stay> stays = new ArrayList<>();

    /** Places of the targets of files by the canonical form of their URL. */
    private final Map<String, Integer> byCanonical = new HashMap<>();

    /** One URL with all notices about it. */
    private record Target(int place, Host host, List<Notice> notices) {}

    /** What was notified, or is held by the police, and could not be timed. */
    private record Untimed(Target target, Notice notice, Instant at) {}

    /** What came back without a notice, with the last notice before that. */
    private record Return(Target target, Notice notice, Episode episode) {}

    private PopulationReader(Selection selection, ReadingLog log) {
        this.selection = selection;
        this.log = log;
    }

    /**
     * Reads the files of a selection.
     *
     * @throws InputException if a file can't be used at all, or no item is left
     */
    public static Population read(Selection selection, ReadingLog log) {
        return new PopulationReader(selection, log).read();
    }

    private Population read() {
        Notices rows = switch (selection.facts()) {
            case Facts.InFiles files -> Notices.read(files.notices(), keep(), log);
            case Facts.InRegister ignored -> new Notices(List.of(), List.of(), false);
        };
        ProviderRegistry registry = selection.providers() == null
                ? ProviderRegistry.none()
                : ProviderRegistry.read(selection.providers(), log);
        Hosts hosts = Hosts.read(selection, registry, log);
        Read facts = switch (selection.facts()) {
            case Facts.InFiles files -> read(rows, files, hosts);
            case Facts.InRegister register -> read(register, hosts);
        };
        List<Target> targets = facts.targets;
        Looks looks = facts.looks;
        Instant cutoff = selection.cutoff() == null ? looks.last() : selection.cutoff();
        List<Draft> drafts = looks.drafts(targets, cutoff);
        cautions.addAll(hosts.cautions());
        if (facts.inclusionNeverStated) {
            cautions.add("inclusion_never_stated");
        }
        Clusters clusters = Clusters.of(
                selection.cluster(),
                drafts.stream()
                        .filter(d -> !isBefore(d.timed.clock().at()))
                        .map(d -> d.timed.notice())
                        .toList());
        List<Item> items = items(drafts, hosts, clusters);
        if (items.isEmpty()) {
            throw new InputException(
                    "no_items",
                    "",
                    0,
                    "No item is left: of " + funnel.count("notices") + " notices none was notified in the period and"
                            + " looked at; check --from, --to and whether the sightings are about these notices.");
        }
        funnel.set("in", "population", items.size());
        return new Population(
                items,
                stays,
                selection.from(),
                funnel,
                names(registry, hosts),
                registry,
                looks.outages(),
                looks.returned(),
                clusters.word(),
                hosts.role(),
                cutoff,
                items.stream().mapToLong(Item::looks).sum(),
                untimedByParty(hosts),
                flags,
                cautions);
    }

    private SortedMap<String, Double> untimedByParty(Hosts hosts) {
        SortedMap<String, Double> counts = new TreeMap<>();
        for (Untimed u : untimed) {
            if (inPeriod(u.at)) {
                hosts.of(u.target.host, u.notice, u.at).holdings().stream()
                        .filter(h -> !h.party().startsWith(Hosts.UNKNOWN))
                        .forEach(h -> counts.merge(h.party(), h.part(), Double::sum));
            }
        }
        return counts;
    }

    private static SortedMap<String, String> names(ProviderRegistry registry, Hosts hosts) {
        SortedMap<String, String> names = new TreeMap<>(hosts.names());
        registry.providers().forEach(p -> names.put(p.id(), p.name()));
        return names;
    }

    // ---- notices ----

    /** What was read, before anything is concluded from it. */
    private record Read(List<Target> targets, Looks looks, boolean inclusionNeverStated) {}

    private Set<String> keep() {
        return selection.cluster() instanceof ClusterBy.ByColumn column ? Set.of(column.name()) : Set.of();
    }

    private Read read(Notices notices, Facts.InFiles files, Hosts hosts) {
        List<Target> targets = targets(notices.notices());
        return new Read(targets, looks(files, targets, notices.findings(), hosts), notices.inclusionNeverStated());
    }

    private Read read(Facts.InRegister register, Hosts hosts) {
        if (selection.cluster() instanceof ClusterBy.ByColumn) {
            throw new InputException(
                    "no_such_column",
                    "",
                    0,
                    "A database keeps no other columns of a register than those it knows: --cluster takes item, page or"
                            + " domain-day with it.");
        }
        // A column that nobody ever filled says nothing about who was drawn.
        boolean neverStated = !register.items().isEmpty()
                && register.items().stream().allMatch(i -> i.notices().stream().allMatch(n -> n.inclusion() == 0));
        List<Target> targets = new ArrayList<>(register.items().size());
        Map<Integer, ScartFinding> findings = new HashMap<>();
        long count = 0;
        for (FollowedItem item : register.items()) {
            List<Notice> notices = neverStated
                    ? item.notices().stream().map(n -> n.withInclusion(1)).toList()
                    : item.notices();
            count += notices.size();
            notices.forEach(this::countFlags);
            if (item.finding() != null) {
                findings.put(targets.size(), item.finding());
            }
            targets.add(new Target(targets.size(), item.host(), notices));
        }
        funnel.set("in", "notices", count);
        return new Read(targets, new FromLog(register.looks(), findings, hosts), neverStated);
    }

    private void countFlags(Notice notice) {
        for (NoticeFlag flag : notice.flags()) {
            flag(flag.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    private List<Target> targets(List<Notice> notices) {
        funnel.set("in", "notices", notices.size());
        List<Target> targets = new ArrayList<>();
        for (Notice notice : notices) {
            countFlags(notice);
            Optional<WebUrl> url = WebUrl.parse(notice.url());
            if (url.isEmpty()) {
                log.accept(new Rejection(notice.file(), notice.line(), "url", "not_a_web_address"));
                funnel.add("out", "not_a_web_address");
                continue;
            }
            int place = byCanonical.computeIfAbsent(url.get().canonical(), canonical -> targets.size());
            if (place == targets.size()) {
                targets.add(new Target(place, url.get().host(), new ArrayList<>(1)));
            }
            targets.get(place).notices.add(notice);
        }
        return targets;
    }

    /** The notices of a target that started a clock, in order of the clock; what did not is a step of the funnel. */
    private List<Timed> timed(Target target) {
        List<Notice> waiting = new ArrayList<>(0);
        List<Timed> timed = Timed.of(target.notices, (notice, step) -> {
            funnel.add("out", step);
            if (step.equals(Timed.POLICE_HOLD) || step.equals(Timed.NO_NOTICE_TIME)) {
                waiting.add(notice);
            }
        });
        if (timed.isEmpty() && !waiting.isEmpty()) {
            Notice last = waiting.getLast();
            untimed.add(new Untimed(target, last, Collections.min(last.clocks().values())));
        }
        return timed;
    }

    /** Before the period: what it was is still history, and it may be in the stock. */
    private boolean isBefore(Instant origin) {
        Instant from = selection.from();
        return from != null && origin.isBefore(from);
    }

    private boolean isAfter(Instant origin) {
        Instant to = selection.to();
        return to != null && !origin.isBefore(to);
    }

    /** Whether it was perhaps there at the start of the period or later: it was first found gone after that, or never. */
    private boolean reachesPeriod(Episode episode) {
        Instant from = selection.from();
        return from == null
                || episode.lastEnd()
                        .rightIfEnded()
                        .map(right -> right.isAfter(from))
                        .orElse(true);
    }

    private boolean inPeriod(Instant origin) {
        return !isBefore(origin) && !isAfter(origin);
    }

    private void flag(String code) {
        flags.merge(code, 1L, Long::sum);
    }

    // ---- looks ----

    /** What is known of an item before it is attributed. */
    private record Draft(
            Target target, Timed timed, Episode offNetwork, Episode offInternet, int reappearances, int looks) {}

    private sealed interface Looks permits FromFeed, FromLog {
        Instant last();

        @Nullable
        FeedOutages outages();

        long returned();

        List<Draft> drafts(List<Target> targets, Instant cutoff);
    }

    private Looks looks(Facts.InFiles files, List<Target> targets, List<ScartFinding> findings, Hosts hosts) {
        Map<String, Integer> byItem = new HashMap<>();
        Map<String, Integer> byText = new HashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            for (Notice notice : target.notices) {
                byItem.putIfAbsent(notice.item(), i);
                byText.put(notice.url(), i);
            }
        }
        List<Path> logs = files.sightings();
        boolean folder = logs.size() == 1 && Files.isDirectory(logs.getFirst());
        if (folder) {
            Snapshots snapshots = Snapshots.read(
                    logs.getFirst(),
                    targets.size(),
                    (item, url) -> byUrl(url, byText),
                    selection.threads(),
                    files.latest(),
                    log);
            return new FromFeed(snapshots);
        }
        Sightings sightings = Sightings.read(
                logs,
                targets.size(),
                (item, url) -> item.isEmpty() ? byUrl(url, byText) : byItem.getOrDefault(item, -1),
                files.latest(),
                log);
        if (sightings.unmatched() > 0) {
            flags.put("sightings_of_unknown_items", sightings.unmatched());
        }
        Map<Integer, ScartFinding> byTarget = new HashMap<>();
        for (ScartFinding finding : findings) {
            Integer target = byItem.get(finding.item());
            if (target != null) {
                byTarget.put(target, finding);
            }
        }
        return new FromLog(new LooksInFiles(sightings), byTarget, hosts);
    }

    private int byUrl(String url, Map<String, Integer> byText) {
        Integer known = byText.get(url);
        if (known != null) {
            return known;
        }
        return WebUrl.parse(url)
                .map(WebUrl::canonical)
                .map(canonical -> byCanonical.getOrDefault(canonical, -1))
                .orElse(-1);
    }

    /** Looks that were read whole. */
    private record LooksInFiles(Sightings sightings) implements LookStore {
        @Override
        public Optional<Instant> last() {
            return IntStream.range(0, sightings.size()).mapToLong(sightings::epochNanos).max().stream()
                    .mapToObj(nanos -> Instant.ofEpochSecond(nanos / 1_000_000_000L, nanos % 1_000_000_000L))
                    .findFirst();
        }

        @Override
        public List<String> vantages() {
            return sightings.vantages();
        }

        /** Files don't say how deeply anybody looked. */
        @Override
        public boolean pagesUnread() {
            return false;
        }

        @Override
        public Optional<Conclusion> concluded(int place) {
            return Optional.empty();
        }

        @Override
        public Sightings looks(BitSet wanted) {
            return sightings;
        }
    }

    /** A feed of snapshots: population notified after the first usable one. */
    private final class FromFeed implements Looks {
        private final Snapshots snapshots;
        private final FeedOutages outages;
        private final BitSet usable = new BitSet();
        private long returned;

        FromFeed(Snapshots snapshots) {
            this.snapshots = snapshots;
            this.outages = FeedOutages.among(snapshots.snapshots());
            if (outages.usable().isEmpty()) {
                throw new InputException(
                        "no_usable_snapshot",
                        "snapshots.csv",
                        0,
                        "No snapshot is usable: each is empty, unreadable or at odds with the index; check the folder.");
            }
            Set<Snapshot> good = new HashSet<>(outages.usable());
            for (int i = 0; i < snapshots.snapshots().size(); i++) {
                if (good.contains(snapshots.snapshots().get(i))) {
                    usable.set(i);
                }
            }
        }

        @Override
        public Instant last() {
            return outages.usable().getLast().takenAt();
        }

        @Override
        public FeedOutages outages() {
            return outages;
        }

        @Override
        public long returned() {
            return returned;
        }

        @Override
        public List<Draft> drafts(List<Target> targets, Instant cutoff) {
            Instant start = outages.usable().getFirst().takenAt();
            SnapshotFeed feed = SnapshotFeed.of(
                    outages.usable().stream().map(Snapshot::takenAt).toList(), cutoff);
            List<Draft> drafts = new ArrayList<>();
            for (int i = 0; i < targets.size(); i++) {
                Target target = targets.get(i);
                List<Timed> timed = timed(target);
                if (timed.isEmpty()) {
                    continue;
                }
                Timed first = timed.getFirst();
                Instant origin = first.clock().at();
                repeats(timed.size() - 1);
                if (!inPeriod(origin)) {
                    funnel.add("out", "outside_period");
                    if (isAfter(origin) || !origin.isAfter(start)) {
                        continue;
                    }
                } else if (!origin.isAfter(start)) {
                    funnel.add("out", "before_first_snapshot");
                    continue;
                }
                Snapshots.Presence presence = snapshots.presence(i, usable);
                Optional<SnapshotFeed.Listing> listing = Optional.ofNullable(presence)
                        .map(p -> new SnapshotFeed.Listing(
                                snapshots.snapshots().get(p.first()).takenAt(),
                                snapshots.snapshots().get(p.last()).takenAt(),
                                p.times()));
                if (listing.isEmpty()) {
                    leftOut(target, first, "never_listed");
                    continue;
                }
                switch (feed.outcome(first.clock(), listing.get())) {
                    case Episode episode -> {
                        if (!isBefore(origin) && feed.returned(listing.get())) {
                            returned++;
                        }
                        drafts.add(new Draft(
                                target,
                                first,
                                episode,
                                episode,
                                0,
                                listing.get().times()));
                    }
                    case Outcome.GoneBeforeNotice ignored -> leftOut(target, first, "gone_before_notice");
                    case Outcome.NeverLooked ignored -> leftOut(target, first, "never_looked");
                }
            }
            return drafts;
        }
    }

    /** Notified in the period, and not timed; what was gone before its notice was nobody's to take down. */
    private void leftOut(Target target, Timed timed, String code) {
        if (inPeriod(timed.clock().at())) {
            funnel.add("out", code);
            if (!code.equals("gone_before_notice")) {
                untimed.add(new Untimed(target, timed.notice(), timed.clock().at()));
            }
        }
    }

    private void repeats(int count) {
        for (int k = 0; k < count; k++) {
            funnel.add("out", "repeat_notice");
        }
    }

    /** A log of looks, or what SCART knew of them. */
    private final class FromLog implements Looks {
        private final LookStore store;
        private final Map<Integer, ScartFinding> findings;
        private final Hosts hosts;
        private long returned;

        FromLog(LookStore store, Map<Integer, ScartFinding> findings, Hosts hosts) {
            this.store = store;
            this.findings = findings;
            this.hosts = hosts;
        }

        @Override
        public Instant last() {
            return store.last()
                    .orElseThrow(() -> new InputException(
                            "no_looks",
                            "",
                            0,
                            "The sightings hold no look at any of these notices; check that they belong together."));
        }

        @Override
        public @Nullable FeedOutages outages() {
            return null;
        }

        @Override
        public long returned() {
            return returned;
        }

        private record Derived(List<Timed> timed, List<Outcome> network, List<Outcome> internet, int looks) {}

        @Override
        public List<Draft> drafts(List<Target> targets, Instant cutoff) {
            Map<String, String> vantages = Conclusion.networks(store.vantages());
            if (vantages.size() > 1) {
                cautions.add("vantages_taken_as_separate_networks");
            }
            if (store.pagesUnread()) {
                cautions.add("pages_unread");
            }
            EpisodeRules network = EpisodeRules.standard(cutoff).withVantages(vantages);
            EpisodeRules internet = network.withYardstick(Yardstick.OFF_THE_INTERNET);
            List<List<Timed>> timed = new ArrayList<>();
            targets.forEach(target -> timed.add(timed(target)));
            @Nullable Derived[] known = new Derived[targets.size()];
            IntStream.range(0, known.length)
                    .parallel()
                    .forEach(i -> known[i] = concluded(targets.get(i), i, timed.get(i), cutoff));
            BitSet unknown = new BitSet(known.length);
            for (int i = 0; i < known.length; i++) {
                unknown.set(i, known[i] == null);
            }
            Sightings sightings = store.looks(unknown);
            unknown.stream()
                    .parallel()
                    .forEach(i -> known[i] = derive(targets.get(i), i, timed.get(i), sightings, network, internet));
            List<Draft> drafts = new ArrayList<>();
            for (int i = 0; i < known.length; i++) {
                add(targets.get(i), Objects.requireNonNull(known[i]), drafts);
                known[i] = null;
            }
            return drafts;
        }

        /** What was concluded before, where it holds for this report; null where looks must be read. */
        private @Nullable Derived concluded(Target target, int index, List<Timed> timed, Instant cutoff) {
            if (timed.isEmpty()) {
                return new Derived(timed, List.of(), List.of(), 0);
            }
            Conclusion known =
                    findings.containsKey(index) ? null : store.concluded(index).orElse(null);
            if (known == null || !known.holds(timed, cutoff)) {
                return null;
            }
            Timed first = timed.getFirst();
            boolean elsewhere = known.met().stream()
                    .anyMatch(met -> hosts.elsewhere(
                            target.host, first.notice(), first.clock().at(), met.address(), met.at()));
            return elsewhere
                    ? null
                    : new Derived(
                            timed,
                            Conclusion.at(cutoff, known.network()),
                            Conclusion.at(cutoff, known.internet()),
                            known.looks());
        }

        private Derived derive(
                Target target,
                int index,
                List<Timed> timed,
                Sightings sightings,
                EpisodeRules network,
                EpisodeRules internet) {
            List<Observation> looks = new ArrayList<>();
            Map<InetAddress, Boolean> met = new HashMap<>();
            timed.getFirst().notice().addresses().forEach(address -> met.put(address, false));
            for (int k = sightings.first(index); k < sightings.first(index + 1); k++) {
                looks.add(look(target, timed.getFirst(), sightings, k, met));
            }
            ScartFinding finding = findings.get(index);
            boolean onlyScart = looks.isEmpty() && finding != null;
            if (finding != null) {
                addScart(finding, network.cutoff(), onlyScart, looks);
            }
            Notice first = timed.getFirst().notice();
            History history = new History(
                    timed.stream().map(Timed::clock).toList(), Optional.ofNullable(first.enteredAt()), looks);
            if (onlyScart) {
                // What SCART says of an end is a statement, after three failures of its own, and not a look of ours.
                EpisodeRules statement = EpisodeRules.snapshotFeed(network.cutoff());
                return new Derived(
                        timed,
                        Episodes.of(history, statement),
                        Episodes.of(history, statement.withYardstick(Yardstick.OFF_THE_INTERNET)),
                        looks.size());
            }
            return new Derived(timed, Episodes.of(history, network), Episodes.of(history, internet), looks.size());
        }

        /** The last success, and where the item stood when the export was made, which was at the cut-off or before. */
        private static void addScart(ScartFinding finding, Instant cutoff, boolean onlyScart, List<Observation> looks) {
            Instant lastSeen = finding.lastSeen();
            if (lastSeen != null && finding.status() != ScartStatus.SCHEDULER_CHECKONLINE_MANUAL) {
                looks.add(new Observation(lastSeen, "scart", Reason.SAME));
            }
            Reason end = finding.status().reason();
            if (onlyScart && end != null) {
                looks.add(new Observation(cutoff, "scart", end));
            }
        }

        /**
         * A sighting on an address of another provider than the notified one is a move; what is not there is no doing of the
         * notified one. An address is judged where it is first met: an address that passes to another provider takes nothing
         * along.
         */
        private Observation look(
                Target target, Timed first, Sightings sightings, int look, Map<InetAddress, Boolean> met) {
            Reason reason = sightings.reason(look);
            InetAddress address = sightings.address(look);
            boolean elsewhere = false;
            if (address != null && reason.verdict() != Verdict.MOVED) {
                Boolean known = met.get(address);
                if (known == null) {
                    known = hosts.elsewhere(
                            target.host, first.notice(), first.clock().at(), address, sightings.at(look));
                    met.put(address, known);
                }
                elsewhere = known;
            }
            boolean moved = elsewhere && reason.verdict() == Verdict.AVAILABLE;
            return new Observation(
                    sightings.at(look),
                    sightings.vantage(look),
                    moved ? Reason.OTHER_NETWORK : reason,
                    elsewhere && !moved);
        }

        private void add(Target target, Derived derived, List<Draft> drafts) {
            if (derived.timed.isEmpty()) {
                return;
            }
            Map<NoticeClock, Timed> byClock = new HashMap<>();
            derived.timed.forEach(t -> byClock.putIfAbsent(t.clock(), t));
            Map<NoticeClock, Episode> internet = new HashMap<>();
            int unnotified = 0;
            for (Outcome outcome : derived.internet) {
                if (outcome instanceof Episode episode) {
                    internet.put(episode.clock(), episode);
                    if (episode.clock().origin() == ClockOrigin.FIRST_SEEN && inPeriod(episode.origin())) {
                        unnotified++;
                    }
                }
            }
            int used = 0;
            boolean anyItem = false;
            for (Outcome outcome : derived.network) {
                Timed timed = byClock.get(outcome.clock());
                if (timed == null) {
                    addReturn(target, derived.timed, outcome);
                    continue;
                }
                used++;
                Instant origin = timed.clock().at();
                if (!inPeriod(origin)) {
                    funnel.add("out", "outside_period");
                }
                if (isAfter(origin)) {
                    continue;
                }
                switch (outcome) {
                    case Episode episode -> {
                        boolean item = !isBefore(origin);
                        if (item && episode.flaps() > 0) {
                            returned++;
                        }
                        drafts.add(new Draft(
                                target,
                                timed,
                                episode,
                                internet.getOrDefault(episode.clock(), episode),
                                item && !anyItem ? unnotified : 0,
                                derived.looks));
                        anyItem |= item;
                    }
                    case Outcome.GoneBeforeNotice ignored -> leftOut(target, timed, "gone_before_notice");
                    case Outcome.NeverLooked ignored -> leftOut(target, timed, "never_looked");
                }
            }
            repeats(derived.timed.size() - used);
        }

        /** What nobody was notified of ran from its first sighting, at whoever was last notified of it. */
        private void addReturn(Target target, List<Timed> timed, Outcome outcome) {
            if (outcome instanceof Episode episode && !isAfter(episode.origin()) && reachesPeriod(episode)) {
                Notice last = timed.stream()
                        .filter(t -> !t.clock().at().isAfter(episode.origin()))
                        .reduce(timed.getFirst(), (a, b) -> b)
                        .notice();
                returns.add(new Return(target, last, episode));
            }
        }
    }

    // ---- items ----

    private List<Item> items(List<Draft> drafts, Hosts hosts, Clusters clusters) {
        int[] order = ItemOrder.by(
                IntStream.range(0, drafts.size()).toArray(),
                i -> Math.clamp(drafts.get(i).timed.clock().at().getEpochSecond(), -FAR, FAR) << SECONDS_UP,
                (i, j) -> Timed.ORDER.compare(drafts.get(i).timed, drafts.get(j).timed));
        List<Draft> inOrder = Arrays.stream(order).mapToObj(drafts::get).toList();
        Attributed attributed = Attributed.of(inOrder, hosts);
        Map<String, Episode> earlierAtParty = new HashMap<>();
        Set<String> hashes = new HashSet<>();
        // Items that were not drawn are in the data too: then volumes are counts and need no weights.
        boolean wholeFrame = drafts.stream().anyMatch(d -> d.timed.notice().inclusion() == 0)
                || returns.stream().anyMatch(r -> r.notice.inclusion() == 0);
        Map<Object, Integer> clusterNumbers = new HashMap<>();
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < inOrder.size(); i++) {
            Draft draft = inOrder.get(i);
            Notice notice = draft.timed.notice();
            Instant origin = draft.timed.clock().at();
            Hosting hosting = attributed.hosting(i);
            double volume = wholeFrame ? 1 : 1 / notice.inclusion();
            List<String> keys = returnKeys(draft, hosting, attributed.again.get(draft.target.place));
            if (isBefore(origin)) {
                keys.forEach(key -> earlierAtParty.put(key, draft.offNetwork));
                hashes.add(notice.contentHash());
                if (reachesPeriod(draft.offNetwork)) {
                    stays.add(new Stay(hosting.holdings(), volume, draft.offNetwork));
                }
                continue;
            }
            hosting.flags().forEach(this::flag);
            if (draft.timed.clock().flagged()) {
                flag("delivery_unknown");
            }
            if (draft.timed.clock().obstructed()) {
                flag("contact_obstructed");
            }
            String domain = attributed.domain(i);
            Object cluster = clusters.key(notice, domain, origin);
            Integer next = clusterNumbers.size();
            Integer numbered = clusterNumbers.putIfAbsent(cluster, next);
            Episode earlier = keys.stream()
                    .map(earlierAtParty::get)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            boolean relapse = earlier != null;
            double days = earlier == null
                    ? Double.NaN
                    : earlier.end()
                            .rightIfEnded()
                            .map(gone -> Population.hours(gone, origin) / 24)
                            .orElse(Double.NaN);
            boolean known = !notice.contentHash().isEmpty() && !hashes.add(notice.contentHash());
            keys.forEach(key -> earlierAtParty.put(key, draft.offNetwork));
            items.add(new Item(
                    notice,
                    draft.target.host.text(),
                    domain,
                    notice.channel(),
                    hosting,
                    numbered == null ? next : numbered,
                    notice.inclusion() == 0 ? 0 : 1 / notice.inclusion(),
                    volume,
                    draft.offNetwork,
                    draft.offInternet,
                    draft.reappearances,
                    relapse,
                    days >= 0 ? days : Double.NaN,
                    known,
                    draft.looks));
        }
        for (Return back : returns) {
            Hosting hosting = hosts.of(back.target.host, back.notice, back.episode.origin());
            stays.add(new Stay(hosting.holdings(), wholeFrame ? 1 : 1 / back.notice.inclusion(), back.episode));
        }
        return items;
    }

    /**
     * Who held what, and under which registrable domain, by the place of the draft.
     *
     * @param again places of targets of which there is more than one draft
     */
    private record Attributed(List<Hosting> hostings, List<String> domains, BitSet again) {
        static Attributed of(List<Draft> drafts, Hosts hosts) {
            Hosting[] hosting = new Hosting[drafts.size()];
            String[] domain = new String[drafts.size()];
            IntStream.range(0, drafts.size()).parallel().forEach(i -> {
                Draft draft = drafts.get(i);
                Instant origin = draft.timed.clock().at();
                hosting[i] = hosts.of(draft.target.host, draft.timed.notice(), origin);
                domain[i] = hosts.domain(draft.target.host, origin);
            });
            BitSet once = new BitSet();
            BitSet again = new BitSet();
            for (Draft draft : drafts) {
                again.set(draft.target.place, once.get(draft.target.place));
                once.set(draft.target.place);
            }
            return new Attributed(Arrays.asList(hosting), Arrays.asList(domain), again);
        }

        Hosting hosting(int draft) {
            return hostings.get(draft);
        }

        String domain(int draft) {
            return domains.get(draft);
        }
    }

    /**
     * By what an item is known again: its URL, else its content, each with a party that holds it.
     *
     * @param again whether there is another draft about the same URL
     */
    private static List<String> returnKeys(Draft draft, Hosting hosting, boolean again) {
        String hash = draft.timed.notice().contentHash();
        if (!again && hash.isEmpty()) {
            return List.of();
        }
        List<String> keys = new ArrayList<>();
        for (Item.Holding holding : again ? hosting.holdings() : List.<Item.Holding>of()) {
            keys.add("url " + draft.target.place + " " + holding.party());
        }
        for (Item.Holding holding : hosting.holdings()) {
            // Two hosts that nobody knows are not the same host.
            if (!hash.isEmpty() && !holding.party().startsWith(Hosts.UNKNOWN)) {
                keys.add("hash " + hash + " " + holding.party());
            }
        }
        return keys;
    }
}
