// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import picocli.CommandLine;

/** What the pages for readers promise: links that lead somewhere, and a line for each dependency. */
class DocumentationTests {
    private static final Path ROOT = Path.of(System.getProperty("schoonnet.root", ".."));
    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```(?:csv|yaml)\\n(.*?)^```$");
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern ARTIFACT = Pattern.compile("`([A-Za-z0-9_.-]+)`");
    private static final Set<String> NOT_OURS = Set.of(".git", "target", "out", "node_modules");

    @Test
    void every_relative_link_of_a_page_leads_to_a_file_and_a_heading() throws IOException {
        List<Path> pages = files(".md");
        List<String> broken = new ArrayList<>();
        int checked = 0;
        for (Path page : pages) {
            for (String link : links(Files.readString(page))) {
                if (!link.matches("[a-z][a-z0-9+.-]*:.*")) {
                    checked++;
                    if (!leadsSomewhere(page, link)) {
                        broken.add(ROOT.relativize(page) + ": " + link);
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(pages).as("pages found").hasSizeGreaterThan(10);
        assertThat(checked).as("links checked").isGreaterThan(20);
    }

    @Test
    void a_link_in_an_example_is_no_link() {
        assertThat(links("[a](b.md) `[c](d.md)`\n```sh\n[e](f.md)\n```\n![g](h.png)"))
                .containsExactly("b.md", "h.png");
    }

    @Test
    void a_link_to_a_missing_file_or_heading_is_seen() {
        Path page = ROOT.resolve("README.md");
        assertThat(leadsSomewhere(page, "docs/dependencies.md")).isTrue();
        assertThat(leadsSomewhere(page, "docs/dependencies.md#in-the-product")).isTrue();
        assertThat(leadsSomewhere(page, "docs/dependencies.md#nowhere")).isFalse();
        assertThat(leadsSomewhere(page, "docs/nothing.md")).isFalse();
        assertThat(leadsSomewhere(page, "../outside.md")).isFalse();
    }

    @Test
    void every_dependency_and_plugin_has_its_line() throws Exception {
        Set<String> named = new TreeSet<>();
        ARTIFACT.matcher(Files.readString(ROOT.resolve("docs/dependencies.md")))
                .results()
                .forEach(match -> named.add(match.group(1)));
        Set<String> used = new TreeSet<>();
        for (Path pom : files("pom.xml")) {
            used.addAll(artifacts(pom));
        }
        assertThat(used).as("artifacts of the poms").contains("hipparchus-core", "picocli", "jacoco-maven-plugin");
        assertThat(named).containsAll(used);
    }

    @Test
    void the_examples_of_the_formats_make_a_report_without_a_rejected_row(@TempDir Path folder) throws IOException {
        String page = Files.readString(ROOT.resolve("docs/formats.md"));
        List<String> examples =
                EXAMPLE.matcher(page).results().map(match -> match.group(1)).toList();
        assertThat(examples).hasSize(8);
        for (String registry : List.of("providers.yaml", "providers.csv")) {
            List<String> words = new ArrayList<>(List.of("report", "--locale", "en", "--bootstrap", "0"));
            option(words, "--notices", folder.resolve("notices.csv"), examples.get(0));
            option(words, "--sightings", folder.resolve("sightings.csv"), examples.get(1));
            option(words, "--providers", folder.resolve(registry), examples.get(registry.endsWith("yaml") ? 3 : 4));
            option(words, "--interventions", folder.resolve("interventions.csv"), examples.get(5));
            option(words, "--archive", folder.resolve("archive.csv"), examples.get(6));
            option(words, "--may-name", folder.resolve("may-name.csv"), examples.get(7));
            words.addAll(List.of(
                    "--edition",
                    "public",
                    "--out",
                    folder.resolve(registry + "-report").toString()));
            StringWriter said = new StringWriter();
            CommandLine command =
                    Schoonnet.commandLine().setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
            assertThat(command.execute(words.toArray(String[]::new)))
                    .as(said.toString())
                    .isEqualTo(ExitStatus.DONE);
        }
    }

    private static void option(List<String> words, String name, Path file, String content) throws IOException {
        Files.writeString(file, content);
        words.addAll(List.of(name, file.toString()));
    }

    private static List<Path> files(String ending) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean skipped = !folder.equals(ROOT) && NOT_OURS.contains(String.valueOf(folder.getFileName()));
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (String.valueOf(file.getFileName()).endsWith(ending)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static List<String> links(String page) {
        String prose = CODE.matcher(FENCE.matcher(page).replaceAll("")).replaceAll("");
        return LINK.matcher(prose).results().map(match -> match.group(1)).toList();
    }

    private static boolean leadsSomewhere(Path page, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        if (!target.startsWith(ROOT.normalize()) || !Files.exists(target)) {
            return false;
        }
        return hash < 0 || headings(target).contains(link.substring(hash + 1));
    }

    /** The anchors that a forge makes of headings. */
    private static List<String> headings(Path page) {
        try {
            return HEADING.matcher(Files.readString(page))
                    .results()
                    .map(DocumentationTests::anchor)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String anchor(MatchResult heading) {
        return heading.group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /** Dependencies, plugins and annotation processors of a pom, without our own modules. */
    private static Set<String> artifacts(Path pom) throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        NodeList ids = builder.parse(pom.toFile()).getElementsByTagName("artifactId");
        Set<String> found = new TreeSet<>();
        for (int i = 0; i < ids.getLength(); i++) {
            Element id = (Element) ids.item(i);
            Node parent = id.getParentNode();
            boolean counts = Set.of("dependency", "plugin", "path").contains(parent.getNodeName());
            boolean ours = ((Element) parent).getElementsByTagName("groupId").item(0) instanceof Element group
                    && group.getTextContent().equals("nl.schoonnet");
            if (counts && !ours) {
                found.add(id.getTextContent().strip());
            }
        }
        return found;
    }
}
