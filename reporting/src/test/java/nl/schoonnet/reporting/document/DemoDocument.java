// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import nl.schoonnet.reporting.plot.Axis;
import nl.schoonnet.reporting.plot.Bars;
import nl.schoonnet.reporting.plot.Caption;
import nl.schoonnet.reporting.plot.ClassBars;
import nl.schoonnet.reporting.plot.CoveragePlot;
import nl.schoonnet.reporting.plot.DotIntervals;
import nl.schoonnet.reporting.plot.FunnelPlot;
import nl.schoonnet.reporting.plot.Histogram;
import nl.schoonnet.reporting.plot.Interval;
import nl.schoonnet.reporting.plot.LorenzCurve;
import nl.schoonnet.reporting.plot.Mark;
import nl.schoonnet.reporting.plot.MonthSeries;
import nl.schoonnet.reporting.plot.PlotSpec;
import nl.schoonnet.reporting.plot.RankSets;
import nl.schoonnet.reporting.plot.StepCurves;
import nl.schoonnet.reporting.plot.StockAreas;
import nl.schoonnet.reporting.text.Texts;

/** A document with every block and every plot, with made-up figures from a fixed seed: for tests and for looking at. */
final class DemoDocument {
    private static final String SOURCE =
            "meldingen en waarnemingen uit de synthetische proef, methode 1; de band is een "
                    + "95%-band uit 400 herhalingen over clusters";
    private static final String[] NAMES = {
        "Alfa Hosting B.V.",
        "Bravo Cloud",
        "Charlie Image Platform",
        "Delta Networks en Dochterondernemingen International B.V.",
        "Echo Servers",
        "Foxtrot",
        "Golf Datacenter Noord-Holland",
        "Hotel Web",
        "India Storage",
        "Juliett & Zonen",
        "Kilo <Kolo>",
        "Lima Hosting"
    };

    private final SplittableRandom random = new SplittableRandom(20250303);
    private final Locale locale;
    private final Texts texts;

    private DemoDocument(Locale locale) {
        this.locale = locale;
        this.texts = Texts.of(locale);
    }

    static Document in(Locale locale) {
        return new DemoDocument(locale).document();
    }

    private Document document() {
        return new Document(
                "Hoe snel gaat gemeld materiaal offline?",
                "Synthetisch jaar, 1 januari – 31 december 2025, aanbieders in de rol van webhost",
                "INTERN: bevat namen van aanbieders, niet verspreiden",
                locale,
                List.of(headline(), volume(), takedown(), league(), stock(), quality(), reproduce()),
                "Schoonnet 0.1.0, methode 1, zaad 20250303",
                new Metadata("Voorbeeldorganisatie", "Demonstratie van het rapport", List.of("monitor", "proef")));
    }

    private Section headline() {
        return new Section(
                "kern",
                "Het belangrijkste",
                List.of(
                        new KeyFigures(List.of(
                                new KeyFigures.KeyFigure(
                                        "Binnen 24 uur weg",
                                        texts.percentRange(0.382, 0.417),
                                        "zeker tot mogelijk; schatting " + texts.percent(0.403) + " (95%-interval "
                                                + texts.percentRange(0.38, 0.426) + ")",
                                        "n = " + texts.count(2971) + " items, 39 aanbieders",
                                        "Van het netwerk van de aanbieder, gerekend vanaf bezorging van de melding."),
                                new KeyFigures.KeyFigure(
                                        "Nu nog online na 48 uur",
                                        texts.count(1024),
                                        "tot " + texts.count(1310) + " mogelijk",
                                        "n = " + texts.count(2971) + " items",
                                        ""),
                                new KeyFigures.KeyFigure(
                                        "Mediaan tot verwijdering",
                                        texts.hours(43.2),
                                        "95%-interval " + texts.hoursRange(38.1, 49.9),
                                        "n = " + texts.count(2971) + " items",
                                        "Voor wat eraf ging en wat niet."))),
                        Paragraph.caution(
                                "Dit is een gemaakt voorbeeld. Geen van deze aanbieders bestaat en geen cijfer "
                                        + "zegt iets over de werkelijkheid."),
                        Paragraph.of(
                                "Het rapport telt gemelde adressen. Elk cijfer heeft zijn n en zijn onzekerheid. Wat "
                                        + "niet vaststaat, wordt als bereik gedrukt: van wat zeker is tot wat mogelijk is."),
                        new BulletList(List.of(
                                "Snelheid en hoeveelheid zijn twee maatstaven en vormen nooit één cijfer.",
                                "Hosten van gemeld materiaal is niet hetzelfde als het maken of willen.",
                                "Bij minder dan 20 items wordt geen naam gerangschikt.")),
                        Paragraph.heading("Van melding tot uitkomst"),
                        new Table(
                                "trechter",
                                "Van melding tot uitkomst, met elke uitsluiting",
                                List.of(
                                        Column.text("step", "Stap"),
                                        Column.count("items", "Items"),
                                        Column.share("share", "Deel van alle meldingen")),
                                List.of(
                                        List.of(Cell.words("Gemeld"), Cell.value(3412), Cell.value(1)),
                                        List.of(
                                                Cell.words("Via de politie"),
                                                Cell.value(211),
                                                Cell.value(211 / 3412.0)),
                                        List.of(Cell.words("Onbestelbaar"), Cell.value(37), Cell.value(37 / 3412.0)),
                                        List.of(
                                                Cell.words("Weg vóór de melding"),
                                                Cell.value(193),
                                                Cell.value(193 / 3412.0)),
                                        List.of(
                                                Cell.words("In de meting"),
                                                Cell.value(2971),
                                                Cell.value(2971 / 3412.0))),
                                "Uitgesloten items tellen mee in de hoeveelheid, niet in de snelheid.")));
    }

    private Plot plot(String id, String title, String sample, PlotSpec spec) {
        return new Plot(
                new Caption(id, title, title + ", zoals de tabel ernaast het zegt.", sample, SOURCE),
                spec,
                new Table(
                        id + "-cijfers",
                        title,
                        List.of(
                                Column.text("label", "Reeks"),
                                Column.count("n", "n"),
                                Column.share("estimate", "Schatting"),
                                Column.shareRange("interval", "95%-interval")),
                        List.of(
                                List.of(
                                        Cell.words("alle"),
                                        Cell.value(2971),
                                        Cell.value(0.403),
                                        Cell.range(0.38, 0.426)),
                                List.of(
                                        Cell.words("politie"),
                                        Cell.value(211),
                                        Cell.missing("te weinig"),
                                        Cell.missing(""))),
                        ""));
    }

    private Section volume() {
        List<Bars.Row> rows = new ArrayList<>();
        double total = 3412;
        double sum = 0;
        double[] counts = {1420, 611, 388, 240, 131, 88, 61, 40, 22, 17};
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i];
            rows.add(new Bars.Row(NAMES[i], counts[i], null, counts[i] / total, sum / total, false));
        }
        rows.add(new Bars.Row("alle andere (29)", total - sum, null, (total - sum) / total, 1, true));
        List<LorenzCurve.Point> lorenz = new ArrayList<>();
        for (int i = 1; i < 39; i++) {
            double p = i / 39.0;
            lorenz.add(new LorenzCurve.Point(p, Math.pow(p, 6)));
        }
        return new Section(
                "hoeveelheid",
                "Hoeveelheid",
                List.of(
                        Paragraph.of("Drie aanbieders samen hebben meer dan twee derde van alle items."),
                        plot(
                                "top",
                                "De tien aanbieders met de meeste items",
                                "n = 3.412 items, 39 aanbieders",
                                new Bars(Axis.linear("items", ""), "deel", "samen", rows)),
                        plot("maanden", "Gemelde items per maand", "n = 3.412 items", months()),
                        plot(
                                "lorenz",
                                "Ongelijkheid van de verdeling over aanbieders",
                                "n = 3.412 items, 39 aanbieders",
                                new LorenzCurve(
                                        Axis.share("aanbieders, kleinste eerst"),
                                        Axis.share("items van die aanbieders samen"),
                                        lorenz,
                                        0.83,
                                        new Interval(0.79, 0.86))),
                        wideTable()));
    }

    private MonthSeries months() {
        List<MonthSeries.Point> all = new ArrayList<>();
        List<MonthSeries.Point> constant = new ArrayList<>();
        for (int m = 1; m <= 12; m++) {
            double value = 230 + 60 * Math.sin(m) + random.nextInt(40);
            all.add(new MonthSeries.Point(YearMonth.of(2025, m), value, null, (long) value));
            constant.add(new MonthSeries.Point(
                    YearMonth.of(2025, m), value * 0.6, new Interval(value * 0.55, value * 0.66), (long)
                            (value * 0.6)));
        }
        return new MonthSeries(
                Axis.linear("items per maand", ""),
                List.of(
                        new MonthSeries.Series("alle bronnen", all),
                        new MonthSeries.Series("bronnen die het hele jaar meededen", constant)),
                List.of(
                        new MonthSeries.Event(LocalDate.of(2025, 3, 3), "waarschuwingsbrief aan zeventien aanbieders"),
                        new MonthSeries.Event(LocalDate.of(2025, 3, 10), "overleg"),
                        new MonthSeries.Event(LocalDate.of(2025, 9, 1), "grote klant afgesloten")),
                List.of(new MonthSeries.Event(LocalDate.of(2025, 6, 1), "nieuwe bron erbij")));
    }

    private Table wideTable() {
        List<Column> columns = List.of(
                Column.text("provider", "Aanbieder"),
                Column.count("items", "Items"),
                Column.share("share", "Deel"),
                Column.share("cumulative", "Samen"),
                Column.shareRange("within_24h", "Binnen 24 uur, zeker tot mogelijk"),
                Column.share("pooled", "Gepoold"),
                Column.hours("median", "Mediaan"),
                Column.hoursRange("median_interval", "95%-interval van de mediaan"),
                Column.countRange("open", "Nu open, zeker tot mogelijk"),
                Column.number("per_10k", "Per 10.000 adressen", "items", 2),
                Column.numberRange("per_10k_interval", "95%-interval", "items", 2));
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            double share = random.nextDouble(0.1, 0.9);
            rows.add(List.of(
                    Cell.words(NAMES[i]),
                    Cell.value(random.nextInt(20, 1500)),
                    Cell.value(random.nextDouble(0.3)),
                    Cell.value(random.nextDouble(0.3, 1)),
                    Cell.range(share, share + 0.06),
                    Cell.value(share),
                    i == 4 ? Cell.missing("niet bereikt") : Cell.value(random.nextDouble(10, 100)),
                    Cell.range(9.5, random.nextDouble(10, 200)),
                    Cell.range(random.nextInt(100), 100 + random.nextInt(1000)),
                    Cell.value(random.nextDouble(3)),
                    Cell.range(0.2, random.nextDouble(1, 5))));
        }
        return new Table("aanbieders", "Aanbieders, alle maten naast elkaar", columns, rows, "Gesorteerd op items.");
    }

    private List<StepCurves.Step> steps(double rate, boolean band) {
        List<StepCurves.Step> steps = new ArrayList<>();
        for (double t = 0; t <= 168; t += 3) {
            double f = 1 - Math.exp(-Math.pow(t * rate, 0.6));
            double half = 0.03 * Math.sqrt(f);
            steps.add(
                    band
                            ? new StepCurves.Step(t, f, Math.max(0, f - half), Math.min(1, f + half))
                            : new StepCurves.Step(t, f));
        }
        return steps;
    }

    private Section takedown() {
        List<StepCurves.Bound> bounds = new ArrayList<>();
        for (double t = 0; t <= 168; t += 6) {
            double f = 1 - Math.exp(-Math.pow(t * 0.012, 0.6));
            bounds.add(new StepCurves.Bound(t, Math.max(0, f - 0.07), Math.min(1, f + 0.04)));
        }
        List<StepCurves.Count> atRisk = new ArrayList<>();
        for (int t = 0; t <= 168; t += 24) {
            atRisk.add(new StepCurves.Count(t, Math.round(2971 * Math.exp(-Math.pow(t * 0.012, 0.6)))));
        }
        List<Mark> norms = List.of(new Mark(24, "norm 24 uur"), new Mark(48, "48 uur"));
        return new Section(
                "snelheid",
                "Snelheid van verwijdering",
                List.of(
                        plot(
                                "klassen",
                                "Verwijderd binnen en na de norm, naar kanaal",
                                "n = 2.971 items",
                                new ClassBars(
                                        Axis.share("deel van de items"),
                                        List.of(
                                                new ClassBars.Part("zeker binnen 24 uur", ClassBars.Style.WITHIN),
                                                new ClassBars.Part("24–48 uur", ClassBars.Style.MIDDLE),
                                                new ClassBars.Part("onbeslist", ClassBars.Style.UNDECIDED),
                                                new ClassBars.Part("zeker na 48 uur", ClassBars.Style.BEYOND),
                                                new ClassBars.Part("ander einde", ClassBars.Style.OTHER)),
                                        List.of(
                                                new ClassBars.Bar("alle", 2971, List.of(0.36, 0.1, 0.07, 0.42, 0.05)),
                                                new ClassBars.Bar(
                                                        "meldpunt", 2700, List.of(0.37, 0.1, 0.07, 0.42, 0.04)),
                                                new ClassBars.Bar("politie", 211, List.of(0.2, 0.1, 0.05, 0.45, 0.2)),
                                                new ClassBars.Bar(
                                                        "toezichthouder", 60, List.of(0.8, 0.1, 0.1, 0.0, 0.0))))),
                        plot(
                                "curve",
                                "Deel dat verwijderd is, naar tijd sinds de melding",
                                "n = 2.971 items, 39 aanbieders, 412 clusters",
                                new StepCurves(
                                        Axis.hours("tijd sinds bezorging van de melding", "uur"),
                                        Axis.share("verwijderd"),
                                        168,
                                        List.of(new StepCurves.Curve("alle items", steps(0.012, true), bounds)),
                                        norms,
                                        List.of(new StepCurves.AtRisk("items onder waarneming (n)", atRisk)))),
                        plot(
                                "kanalen",
                                "Deel dat verwijderd is, per kanaal",
                                "n = 2.971 items",
                                new StepCurves(
                                        Axis.hours("tijd sinds bezorging van de melding", "uur"),
                                        Axis.share("verwijderd"),
                                        168,
                                        List.of(
                                                new StepCurves.Curve("meldpunt", steps(0.012, true)),
                                                new StepCurves.Curve("politie", steps(0.004, true)),
                                                new StepCurves.Curve(
                                                        "toezichthouder (aanwijzing, 12 uur)", steps(0.013, false)),
                                                new StepCurves.Curve("alle", steps(0.0115, false))),
                                        norms,
                                        List.of())),
                        plot(
                                "breedten",
                                "Hoe breed de intervallen rond de norm zijn",
                                "n = 1.204 intervallen die 24 uur raken",
                                new Histogram(
                                        Axis.hours("breedte van het interval", "uur"),
                                        Axis.linear("intervallen", ""),
                                        List.of(
                                                new Histogram.Bin(0, 1, 610),
                                                new Histogram.Bin(1, 2, 300),
                                                new Histogram.Bin(2, 6, 160),
                                                new Histogram.Bin(6, 12, 80),
                                                new Histogram.Bin(12, 24, 40),
                                                new Histogram.Bin(24, Double.POSITIVE_INFINITY, 14)),
                                        List.of(new Mark(2, "norm gedeeld door 12"))))));
    }

    private Section league() {
        List<DotIntervals.Row> rows = new ArrayList<>();
        List<RankSets.Row> ranks = new ArrayList<>();
        List<FunnelPlot.Point> points = new ArrayList<>();
        for (int i = 0; i < NAMES.length; i++) {
            double p = Math.min(0.97, 0.05 + 0.08 * i + random.nextDouble(0.05));
            long n = Math.round(Math.exp(7.3 - 0.35 * i));
            double half = 1.5 / Math.sqrt((double) n);
            rows.add(new DotIntervals.Row(
                    NAMES[NAMES.length - 1 - i],
                    n,
                    new Interval(Math.max(0, p - 0.04), Math.min(1, p + 0.03)),
                    p,
                    new Interval(Math.max(0, p - half), Math.min(1, p + half)),
                    p * 0.9 + 0.05));
            ranks.add(new RankSets.Row(
                    NAMES[NAMES.length - 1 - i], n, Math.max(1, 12 - i - 3), Math.min(12, 12 - i + 2), 12 - i));
        }
        for (int i = 0; i < 39; i++) {
            double n = Math.exp(random.nextDouble(1, 7));
            double p = Math.clamp(0.4 + random.nextDouble(-0.45, 0.5), 0, 1);
            points.add(new FunnelPlot.Point(i < NAMES.length ? NAMES[i] : "Aanbieder " + i, n, p, null, i < 9));
        }
        List<FunnelPlot.Limits> limits = new ArrayList<>();
        for (double centre : new double[] {0.9, 0.4}) {
            List<FunnelPlot.Limit> at = new ArrayList<>();
            for (double n = 1; n < 3000; n *= 1.2) {
                double error = Math.sqrt(centre * (1 - centre) / n);
                at.add(new FunnelPlot.Limit(
                        n,
                        new Interval(Math.max(0, centre - 1.96 * error), Math.min(1, centre + 1.96 * error)),
                        new Interval(Math.max(0, centre - 3.09 * error), Math.min(1, centre + 3.09 * error))));
            }
            limits.add(new FunnelPlot.Limits(
                    centre > 0.5 ? "doel: 90% binnen 24 uur" : "gemiddelde van alle aanbieders", centre, at));
        }
        return new Section(
                "aanbieders-vergeleken",
                "Aanbieders vergeleken",
                List.of(
                        plot(
                                "ranglijst",
                                "Deel binnen 24 uur per aanbieder",
                                "n = 2.971 items, 12 aanbieders met ten minste 20 items",
                                new DotIntervals(
                                        Axis.share("verwijderd binnen 24 uur"),
                                        0,
                                        1,
                                        rows,
                                        List.of(new Mark(0.9, "doel 90%"), new Mark(0.403, "alle items samen 40%")),
                                        new DotIntervals.Legend(
                                                "zeker tot mogelijk",
                                                "schatting",
                                                "95%-interval",
                                                "gepoold met de andere aanbieders"))),
                        plot(
                                "trechterplot",
                                "Wie wijkt meer af dan toeval verklaart",
                                "39 aanbieders, n van 3 tot 1.100 items",
                                new FunnelPlot(
                                        Axis.log("items van de aanbieder", "effectief aantal"),
                                        Axis.share("verwijderd binnen 24 uur"),
                                        limits,
                                        points)),
                        plot(
                                "rangen",
                                "Welke rangen de gegevens toelaten",
                                "12 aanbieders met ten minste 20 items",
                                new RankSets(Axis.linear("rang, 1 is snelst", ""), 12, ranks))));
    }

    private Section stock() {
        List<LocalDate> days = new ArrayList<>();
        List<Double> week = new ArrayList<>();
        List<Double> twoDays = new ArrayList<>();
        List<Double> day = new ArrayList<>();
        List<Interval> total = new ArrayList<>();
        for (int d = 0; d < 365; d++) {
            days.add(LocalDate.of(2025, 1, 1).plusDays(d));
            double base = 500 + 200 * Math.sin(d / 40.0) + random.nextInt(20);
            week.add(base * 0.6);
            twoDays.add(base * 0.25);
            day.add(base * 0.15);
            total.add(new Interval(base * 0.96, base * 1.1));
        }
        return new Section(
                "voorraad",
                "Wat online blijft staan",
                List.of(plot(
                        "open",
                        "Items die langer dan een dag online zijn",
                        "n = 2.971 items, stand om middernacht",
                        new StockAreas(
                                Axis.linear("items online", ""),
                                days,
                                List.of(
                                        new StockAreas.Layer("langer dan 7 dagen", week),
                                        new StockAreas.Layer("48 uur tot 7 dagen", twoDays),
                                        new StockAreas.Layer("24 tot 48 uur", day)),
                                total,
                                List.of(new MonthSeries.Event(
                                        LocalDate.of(2025, 3, 3), "waarschuwingsbrief aan zeventien aanbieders"))))));
    }

    private Section quality() {
        List<CoveragePlot.Row> rows = new ArrayList<>();
        String[] designs = {
            "NPMLE, elk uur, n = 500",
            "NPMLE, elke 6 uur, n = 5.000",
            "zeef, ingang vertraagd, n = 500",
            "Wilson op effectieve n, clusters van 1 tot 200 items",
            "gewone bootstrap"
        };
        double[] coverage = {0.951, 0.942, 0.962, 0.948, 0.834};
        for (int i = 0; i < designs.length; i++) {
            rows.add(new CoveragePlot.Row(
                    designs[i],
                    2000,
                    coverage[i],
                    new Interval(coverage[i] - 0.01, coverage[i] + 0.01),
                    coverage[i] >= 0.93 && coverage[i] <= 0.97));
        }
        rows.add(new CoveragePlot.Row("gewone Wilson op bladzijden", 2000, 0.34, new Interval(0.32, 0.36), false));
        return new Section(
                "kwaliteit",
                "Hoe zeker is de meting",
                List.of(
                        plot(
                                "dekking",
                                "Hoe vaak intervallen de waarheid bevatten in simulatie",
                                "2.000 herhalingen per ontwerp",
                                new CoveragePlot(
                                        Axis.share("dekking"),
                                        0.8,
                                        0.95,
                                        new Interval(0.93, 0.97),
                                        "toegelaten: 93–97%",
                                        rows)),
                        Paragraph.note("Ontwerpen die niet toegelaten zijn, krijgen in dit rapport geen band.")));
    }

    private Section reproduce() {
        return new Section(
                "reproduceren",
                "Zo is dit rapport gemaakt",
                List.of(new Definitions(List.of(
                        new Definitions.Definition("Methode", "versie 1"),
                        new Definitions.Definition("Zaad", texts.count(20250303)),
                        new Definitions.Definition(
                                "Opdracht",
                                "./schoonnet report --notices notices.csv --sightings sightings.csv --norm 24h --out out/",
                                true),
                        new Definitions.Definition(
                                "SHA-256 van notices.csv",
                                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                                true)))));
    }
}
