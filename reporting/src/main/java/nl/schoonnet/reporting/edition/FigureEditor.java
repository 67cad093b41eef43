// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.edition;

import java.util.List;
import java.util.SortedMap;
import nl.schoonnet.reporting.figures.Figures;
import org.jspecify.annotations.Nullable;

/** A copy of figures with some parts replaced. Not safe for use by many threads. */
final class FigureEditor {
    private final Figures base;
    private Figures.Method method;
    private Figures.Headline headline;
    private List<Figures.FunnelStep> funnel;
    private Figures.Volume volume;
    private SortedMap<String, Figures.Concentrated> concentration;
    private List<Figures.Speed> speed;
    private Figures.League league;
    private List<Figures.FewItems> fewItems;
    private Figures.@Nullable Comparison comparison;
    private List<Figures.Around> interventions;
    private List<Figures.Cohort> cohorts;
    private List<Figures.CountryCount> countries;
    private Figures.@Nullable CountryBasis countryBasis;
    private List<Figures.ArchiveRound> archive;
    private Figures.Stock stock;
    private Figures.Looks looks;
    private Figures.Quality quality;
    private Figures.@Nullable Incidence incidence;

    FigureEditor(Figures base) {
        this.base = base;
        this.method = base.method();
        this.headline = base.headline();
        this.funnel = base.funnel();
        this.volume = base.volume();
        this.concentration = base.concentration();
        this.speed = base.speed();
        this.league = base.league();
        this.fewItems = base.fewItems();
        this.comparison = base.comparison();
        this.interventions = base.interventions();
        this.cohorts = base.cohorts();
        this.countries = base.countries();
        this.countryBasis = base.countryBasis();
        this.archive = base.archive();
        this.stock = base.stock();
        this.looks = base.looks();
        this.quality = base.quality();
        this.incidence = base.incidence();
    }

    FigureEditor method(Figures.Method replacement) {
        this.method = replacement;
        return this;
    }

    FigureEditor headline(Figures.Headline replacement) {
        this.headline = replacement;
        return this;
    }

    FigureEditor funnel(List<Figures.FunnelStep> replacement) {
        this.funnel = replacement;
        return this;
    }

    FigureEditor volume(Figures.Volume replacement) {
        this.volume = replacement;
        return this;
    }

    FigureEditor concentration(SortedMap<String, Figures.Concentrated> replacement) {
        this.concentration = replacement;
        return this;
    }

    FigureEditor speed(List<Figures.Speed> replacement) {
        this.speed = replacement;
        return this;
    }

    FigureEditor league(Figures.League replacement) {
        this.league = replacement;
        return this;
    }

    FigureEditor fewItems(List<Figures.FewItems> replacement) {
        this.fewItems = replacement;
        return this;
    }

    FigureEditor comparison(Figures.@Nullable Comparison replacement) {
        this.comparison = replacement;
        return this;
    }

    FigureEditor interventions(List<Figures.Around> replacement) {
        this.interventions = replacement;
        return this;
    }

    FigureEditor cohorts(List<Figures.Cohort> replacement) {
        this.cohorts = replacement;
        return this;
    }

    FigureEditor countries(List<Figures.CountryCount> replacement) {
        this.countries = replacement;
        return this;
    }

    FigureEditor countryBasis(Figures.@Nullable CountryBasis replacement) {
        this.countryBasis = replacement;
        return this;
    }

    FigureEditor archive(List<Figures.ArchiveRound> replacement) {
        this.archive = replacement;
        return this;
    }

    FigureEditor stock(Figures.Stock replacement) {
        this.stock = replacement;
        return this;
    }

    FigureEditor looks(Figures.Looks replacement) {
        this.looks = replacement;
        return this;
    }

    FigureEditor quality(Figures.Quality replacement) {
        this.quality = replacement;
        return this;
    }

    FigureEditor incidence(Figures.@Nullable Incidence replacement) {
        this.incidence = replacement;
        return this;
    }

    Figures figures() {
        return new Figures(
                method,
                base.items(),
                base.hosts(),
                base.snapshots(),
                base.rightCensored(),
                base.returned(),
                base.sureWithin(),
                base.sureBeyond(),
                headline,
                funnel,
                volume,
                concentration,
                speed,
                base.kaplanMeier(),
                base.npmle(),
                base.sieve(),
                incidence,
                base.conventions(),
                league,
                fewItems,
                stock,
                base.relapse(),
                comparison,
                interventions,
                cohorts,
                countries,
                countryBasis,
                archive,
                looks,
                quality);
    }
}
