// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.schoonnet.observing.work.BlindSpan;
import nl.schoonnet.observing.work.Done;
import nl.schoonnet.server.access.Caller;
import nl.schoonnet.server.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Leases and looks for vantage points on other machines, and the switch for all. A key's holder is the name of the vantage
 * point that it is for; it opens nothing for another.
 */
@RestController
class LeaseApi {
    static final int MOST = 1_000;
    private static final long LARGEST = 16 << 20;

    private static final int MOST_SPANS = 100;

    /** A key that was stolen can't make all looks of its vantage point unbelieved. */
    private static final Duration FARTHEST_BACK = Duration.ofDays(30);

    /** A look's moment is a fact, so clocks must agree. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    private final Leasing leasing;
    private final VantagePoints vantages;
    private final ObservationState state;
    private final LookingStop stop;
    private final InstantSource clock;

    LeaseApi(Leasing leasing, VantagePoints vantages, ObservationState state, LookingStop stop, InstantSource clock) {
        this.leasing = leasing;
        this.vantages = vantages;
        this.state = state;
        this.stop = stop;
        this.clock = clock;
    }

    /** Runs before each body of a vantage point is read; others are bounded at the door. */
    @ModelAttribute
    void limit(HttpServletRequest request) {
        if (!request.getRequestURI().startsWith(Wire.LEASES)
                && !request.getRequestURI().startsWith(Wire.OBSERVATIONS)) {
            return;
        }
        boolean bodyless =
                request.getMethod().equals("GET") || request.getMethod().equals("DELETE");
        long length = request.getContentLengthLong();
        String sentence = "A request says its length, which is at most 16 MiB.";
        if (!bodyless && length < 0) {
            throw LeaseFault.withoutLength(sentence);
        }
        if (length > LARGEST) {
            throw LeaseFault.tooLarge(sentence);
        }
    }

    @PostMapping(Wire.LEASES)
    Wire.Granted lease(@RequestBody Wire.Wish wish, @AuthenticationPrincipal Caller caller) {
        String vantage = own(wish.vantage(), caller);
        sameTime(wish.at());
        if (wish.most() < 1) {
            throw LeaseFault.unusable("At least one lease is asked for.");
        }
        return Wire.Granted.of(leasing.lease(vantage, Math.min(wish.most(), MOST), Optional.of(caller.keyId())));
    }

    @PostMapping(Wire.OBSERVATIONS)
    Wire.Receipts report(@RequestBody Wire.Report report, @AuthenticationPrincipal Caller caller) {
        String vantage = own(report.vantage(), caller);
        List<Wire.@Nullable Ended> ended = report.done() == null ? List.of() : report.done();
        if (ended.size() > MOST) {
            throw LeaseFault.tooLarge("A report is of at most 1,000 leases.");
        }
        Instant latest = clock.instant().plus(CLOCKS);
        for (Wire.Ended one : ended) {
            if (one == null) {
                throw LeaseFault.unusable("Each lease that ended is an object.");
            }
            if (one.at() != null && one.at().isAfter(latest)) {
                throw LeaseFault.notNow("A look lies in the future.");
            }
        }
        List<Done> done =
                ended.stream().filter(Objects::nonNull).map(Wire.Ended::done).toList();
        return new Wire.Receipts(leasing.report(vantage, done));
    }

    @PostMapping(Wire.SIGNS)
    Wire.Allowed alive(@RequestBody Wire.Sign sign, @AuthenticationPrincipal Caller caller) {
        String vantage = own(sign.vantage(), caller);
        sameTime(sign.at());
        List<BlindSpan> spans = sign.spans();
        Instant now = clock.instant();
        if (spans.size() > MOST_SPANS) {
            throw LeaseFault.tooLarge("A sign of life tells of at most 100 blind spans.");
        }
        for (BlindSpan span : spans) {
            if (span.since().isAfter(now.plus(CLOCKS)) || span.since().isBefore(now.minus(FARTHEST_BACK))) {
                throw LeaseFault.unusable("A blind span began in the last 30 days; what is older isn't told any more.");
            }
        }
        return new Wire.Allowed(leasing.alive(vantage, spans));
    }

    @DeleteMapping(Wire.LEASES)
    void leave(@AuthenticationPrincipal Caller caller) {
        vantages.leave(caller.holder(), caller.keyId());
    }

    private static String own(@Nullable String vantage, Caller caller) {
        if (!caller.holder().equals(vantage)) {
            throw LeaseFault.forbidden(
                    "This key is for another vantage point: its holder and the name must be the same.");
        }
        return caller.holder();
    }

    private void sameTime(@Nullable Instant at) {
        if (at == null || Duration.between(at, clock.instant()).abs().compareTo(CLOCKS) > 0) {
            throw LeaseFault.notNow("The vantage point's clock and the server's differ by more than a minute.");
        }
    }

    /** How looking goes. */
    record State(boolean stopped, boolean allowed, List<ObservationState.Vantage> vantages) {}

    @GetMapping("/api/v1/observation")
    State state() {
        return new State(stop.engaged(), state.allowed(), state.vantages());
    }

    /** As sent: what a sender leaves out is null. */
    record Why(@Nullable String reason) {
        String given() {
            return Objects.requireNonNullElse(reason, "");
        }
    }

    @PostMapping("/api/v1/observation/stop")
    void stop(@RequestBody(required = false) @Nullable Why why, @AuthenticationPrincipal Caller caller) {
        stop.turn(true, caller.keyId(), why == null ? "" : why.given());
    }

    @PostMapping("/api/v1/observation/resume")
    void resume(@RequestBody(required = false) @Nullable Why why, @AuthenticationPrincipal Caller caller) {
        stop.turn(false, caller.keyId(), why == null ? "" : why.given());
    }

    @DeleteMapping("/api/v1/observation/vantage-points/{name}")
    ResponseEntity<Void> remove(@PathVariable String name, @AuthenticationPrincipal Caller caller) {
        return vantages.leave(name, caller.keyId())
                ? ResponseEntity.noContent().build()
                : ResponseEntity.notFound().build();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> fault(LeaseFault e) {
        return Problems.of(e.status(), "Refused", e.getMessage());
    }
}
