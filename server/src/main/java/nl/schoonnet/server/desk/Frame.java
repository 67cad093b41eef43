// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.desk;

import nl.schoonnet.server.access.Caller;
import nl.schoonnet.server.access.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page needs for its header. */
@ControllerAdvice(basePackageClasses = Frame.class, assignableTypes = ErrorController.class)
class Frame {
    /** Which pages somebody may see; what they may do there is decided in the rules of {@code access}. */
    public record May(boolean state, boolean reveal, boolean audit, boolean checks, boolean inside) {
        static May of(@Nullable Caller caller) {
            return caller == null
                    ? new May(false, false, false, false, false)
                    : new May(
                            caller.roles().contains(Role.ANALYST)
                                    || caller.roles().contains(Role.ADMIN),
                            caller.roles().contains(Role.REVEALER),
                            caller.roles().contains(Role.AUDITOR)
                                    || caller.roles().contains(Role.ADMIN),
                            caller.roles().contains(Role.CURATOR)
                                    || caller.roles().contains(Role.ANALYST)
                                    || caller.roles().contains(Role.ADMIN),
                            true);
        }
    }

    @ModelAttribute("may")
    May may(@AuthenticationPrincipal @Nullable Caller caller) {
        return May.of(caller);
    }
}
