// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.schoonnet.internet.input.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallTablesTests {
    @TempDir
    Path temp;

    private SourceFolder folder;

    @BeforeEach
    void openFolder() {
        folder = new SourceFolder(temp);
    }

    @Test
    void an_intervention_has_a_date_or_a_time() {
        Path file = folder.lines(
                "i.csv",
                "provider,date,at,kind,note",
                "P1,2020-06-05,,letter,\"two targets:",
                "fewer notices, and within 24 h\"",
                "P2,,2026-03-01T12:00:00+01:00,hash_check_joined,");
        assertThat(Intervention.read(file, Optional::of, folder.log))
                .containsExactly(
                        new Intervention(
                                "P1",
                                Instant.parse("2020-06-04T22:00:00Z"),
                                InterventionKind.LETTER,
                                "two targets:\nfewer notices, and within 24 h"),
                        new Intervention(
                                "P2", Instant.parse("2026-03-01T11:00:00Z"), InterventionKind.HASH_CHECK_JOINED, ""));
        assertThat(folder.rejected()).isEmpty();
    }

    @Test
    void faulty_interventions_are_rejected() {
        Path file = folder.lines(
                "i.csv",
                "provider,date,at,kind,note",
                ",2020-06-05,,letter,",
                "P1,2020-06-31,,letter,",
                "P1,,,letter,",
                "P1,2020-06-05,2026-03-01T12:00:00Z,letter,",
                "P1,2020-06-05,,phone,");
        assertThat(Intervention.read(file, Optional::of, folder.log)).isEmpty();
        assertThat(folder.rejected())
                .containsExactly(
                        "2:provider:missing_value",
                        "3:date:not_a_time",
                        "4:date:missing_value",
                        "5:date:two_times",
                        "6:kind:unknown_code");
    }

    @Test
    void an_intervention_on_nobody_is_rejected_and_a_name_becomes_an_id() {
        Path file = folder.lines(
                "i.csv",
                "provider,date,kind",
                "P1,2020-06-05,letter",
                "Nobody,2020-06-05,letter",
                "One B.V.,2020-06-06,letter");
        Map<String, String> ids = Map.of("P1", "P1", "One B.V.", "P1");
        assertThat(Intervention.read(file, name -> Optional.ofNullable(ids.get(name)), folder.log))
                .extracting(Intervention::provider)
                .containsExactly("P1", "P1");
        assertThat(folder.rejected()).containsExactly("3:provider:unknown_provider");
    }

    @Test
    void one_column_of_times_is_enough() {
        Path dates = folder.lines("d.csv", "provider,date,kind", "P1,2020-06-05,meeting", "P1,,meeting");
        Path times = folder.lines("t.csv", "provider,at,kind", "P1,2020-06-05,meeting", "P1,,meeting");
        assertThat(Intervention.read(dates, Optional::of, folder.log))
                .isEqualTo(Intervention.read(times, Optional::of, folder.log))
                .hasSize(1);
        assertThat(folder.rejected()).containsExactly("3:date:missing_value", "3:date:missing_value");
    }

    /** The figures that public reports printed, as PRODUCT.md has them; names are withheld there too. */
    @Test
    void the_archive_holds_what_public_reports_printed() {
        Path file = folder.lines(
                "a.csv",
                "period,source,method,subject,class,share_percent,count,total,bound,sample_size,providers,domains,note",
                "2019,letter,volume,,top_4,97.37,,,,,,,",
                "2020,press,sample 2020,,within_24h,84,,,about,,,,on average",
                "2020,press,sample 2020,largest,within_24h,86,,,,,,,",
                "2020,press,sample 2020,largest,from_24h_to_48h,11,,,,,,,",
                "2020,press,sample 2020,largest,beyond_48h,3,,,,,,,",
                "2020-01/2020-08,letter,volume,largest,volume,93.57,179610,,,,,,",
                "2020-01/2020-08,press,volume,largest,volume,,174652,185000,over,,,,just over",
                "2021,letter,by hand,,within_24h,87,,,,6268,33,70,",
                "2022,letter,other than 2021,,from_24h_to_48h,4,,,derived,2971,39,188,in brackets");
        List<PrintedFigure> figures = PrintedFigure.read(file, folder.log);
        assertThat(folder.rejected()).isEmpty();
        assertThat(figures).hasSize(9);
        assertThat(figures.getFirst().sharePercent()).isEqualTo(new BigDecimal("97.37"));
        assertThat(figures.get(5))
                .isEqualTo(new PrintedFigure(
                        "2020-01/2020-08",
                        "letter",
                        "volume",
                        "largest",
                        PrintedClass.VOLUME,
                        new BigDecimal("93.57"),
                        179_610L,
                        null,
                        PrintedBound.EXACT,
                        null,
                        null,
                        null,
                        ""));
        assertThat(figures.get(6).total()).isEqualTo(185_000L);
        assertThat(figures.get(7).sampleSize()).isEqualTo(6_268L);
        assertThat(figures.get(8).bound()).isEqualTo(PrintedBound.DERIVED);
    }

    @Test
    void faulty_figures_are_rejected() {
        Path file = folder.lines(
                "a.csv",
                "period,source,method,class,share_percent,count,bound",
                ",letter,m,top_4,97,,",
                "2019,letter,m,top_5,97,,",
                "2019,letter,m,top_4,197,,",
                "2019,letter,m,top_4,97%,,",
                "2019,letter,m,top_4,,,",
                "2019,letter,m,top_4,,1.5,",
                "2019,letter,m,top_4,97,,roughly");
        assertThat(PrintedFigure.read(file, folder.log)).isEmpty();
        assertThat(folder.rejected())
                .containsExactly(
                        "2:period:missing_value",
                        "3:class:unknown_code",
                        "4:share_percent:out_of_range",
                        "5:share_percent:not_a_number",
                        "6:share_percent:missing_value",
                        "7:count:not_a_count",
                        "8:bound:unknown_code");
    }

    @Test
    void a_name_may_be_named_on_a_basis_from_a_date() {
        Path file = folder.lines(
                "m.csv",
                "name,basis,from",
                "Provider One,decision 2026/3,2026-04-01",
                "Provider Two,,2026-04-01",
                "Provider Three,decision 2026/4,1 April",
                "Provider One,decision 2026/5,2026-05-01");
        assertThat(MayName.read(file, folder.log))
                .containsExactly(new MayName("Provider One", "decision 2026/3", LocalDate.of(2026, 4, 1)));
        assertThat(folder.rejected())
                .containsExactly("3:basis:missing_value", "4:from:not_a_date", "5:name:duplicate_id");
    }

    @Test
    void a_missing_column_is_named_with_those_that_are_known() {
        assertThatThrownBy(() -> MayName.read(folder.lines("m.csv", "name,from", "A,2026-04-01"), folder.log))
                .isInstanceOf(InputException.class)
                .hasMessage("m.csv has no column basis; the columns known here are name, basis and from.");
    }
}
