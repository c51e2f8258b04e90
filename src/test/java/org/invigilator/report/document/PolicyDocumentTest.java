package org.invigilator.report.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.xwpf.usermodel.XWPFAbstractNum;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.invigilator.policy.proposal.ClauseFinder;
import org.invigilator.policy.proposal.FrontPage;
import org.invigilator.policy.proposal.Paragraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTAbstractNum;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTLvl;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTP;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STNumberFormat;

/** Policies in the formats of schools. */
class PolicyDocumentTest {
  private static final String FIRST = "Staff must not accept pupils as friends on any site.";
  private static final String SECOND = "Pictures of pupils need the consent of their parents.";

  @TempDir Path folder;

  private static List<String> clauses(Path file) throws Exception {
    return ClauseFinder.in(PolicyDocument.read(file)).stream()
        .map(found -> found.number() + " " + found.text())
        .toList();
  }

  @Test
  void struckThroughAndHiddenTextIsMarked() throws Exception {
    Path file = folder.resolve("struck.docx");
    try (XWPFDocument document = new XWPFDocument();
        var out = Files.newOutputStream(file)) {
      document.createParagraph().createRun().setText("1.1 Keep accounts up to date.");
      XWPFRun struck = document.createParagraph().createRun();
      struck.setText("1.2 Pupils must not be followed.");
      struck.setStrikeThrough(true);
      XWPFRun hidden = document.createParagraph().createRun();
      hidden.setText("1.3 WhatsApp is banned.");
      hidden.setVanish(true);
      document.write(out);
    }
    assertThat(PolicyDocument.read(file))
        .extracting(Paragraph::text)
        .containsExactly(
            "1.1 Keep accounts up to date.",
            "1.2 Pupils must not be followed." + Paragraph.STRUCK,
            "1.3 WhatsApp is banned." + Paragraph.STRUCK);
  }

  @Test
  void numbersThatWordMakesByItselfAreRead() throws Exception {
    Path file = folder.resolve("policy.docx");
    try (XWPFDocument document = new XWPFDocument();
        OutputStream out = Files.newOutputStream(file)) {
      CTAbstractNum numbers = CTAbstractNum.Factory.newInstance();
      numbers.setAbstractNumId(BigInteger.ZERO);
      for (int i = 0; i < 2; i++) {
        CTLvl level = numbers.addNewLvl();
        level.setIlvl(BigInteger.valueOf(i));
        level.addNewNumFmt().setVal(STNumberFormat.DECIMAL);
        level.addNewLvlText().setVal(i == 0 ? "%1." : "%1.%2.");
        level.addNewStart().setVal(BigInteger.ONE);
      }
      BigInteger id =
          document
              .createNumbering()
              .addNum(document.getNumbering().addAbstractNum(new XWPFAbstractNum(numbers)));
      for (String text :
          List.of("0Contact", "1" + FIRST, "1" + SECOND, "0Equipment", "1" + FIRST)) {
        XWPFParagraph paragraph = document.createParagraph();
        paragraph.setNumID(id);
        paragraph.setNumILvl(BigInteger.valueOf(text.charAt(0) - '0'));
        paragraph.createRun().setText(text.substring(1));
      }
      XWPFTable table = document.createTable(2, 2);
      for (int i = 0; i < 2; i++) {
        XWPFParagraph paragraph = table.getRow(i).getCell(0).getParagraphs().get(0);
        paragraph.setNumID(id);
        paragraph.setNumILvl(BigInteger.ONE);
        paragraph.createRun().setText(i == 0 ? SECOND : FIRST);
        table.getRow(i).getCell(1).setText("Heads");
      }
      document.write(out);
    }
    assertThat(clauses(file))
        .containsExactly(
            "1.1 " + FIRST,
            "1.2 " + SECOND,
            "2.1 " + FIRST,
            "2.2 " + SECOND + " – Heads",
            "2.3 " + FIRST + " – Heads");
  }

  private Path document(java.util.function.Consumer<XWPFDocument> content) throws Exception {
    Path file = folder.resolve("made.docx");
    try (XWPFDocument document = new XWPFDocument();
        OutputStream out = Files.newOutputStream(file)) {
      content.accept(document);
      document.write(out);
    }
    return file;
  }

  private static void row(XWPFTable table, int row, String... cells) {
    for (int i = 0; i < cells.length; i++) {
      table.getRow(row).getCell(i).setText(cells[i]);
    }
  }

  @Test
  void tablesAndContentControlsAreReadWhereTheyAre() throws Exception {
    Path file =
        document(
            document -> {
              XWPFTable front = document.createTable(2, 2);
              row(front, 0, "Approved by", "Trust Board");
              row(front, 1, "Review date", "12 September 2027");
              document.createParagraph().createRun().setText("1 Accounts");
              document.createParagraph().createRun().setText("1.1 " + FIRST);
              XWPFTable table = document.createTable(3, 3);
              row(table, 0, "No.", "Requirement", "Who");
              row(table, 1, "1.2", SECOND, "Heads");
              row(table, 2, "1.3", FIRST, "");
              CTP inControl =
                  document.getDocument().getBody().addNewSdt().addNewSdtContent().addNewP();
              inControl.addNewR().addNewT().setStringValue("1.4 " + FIRST);
              document.createParagraph().createRun().setText("1.5 " + SECOND);
            });
    assertThat(clauses(file))
        .containsExactly(
            "1.1 " + FIRST,
            "1.2 " + SECOND + " – Heads",
            "1.3 " + FIRST,
            "1.4 " + FIRST,
            "1.5 " + SECOND);
    assertThat(FrontPage.of(PolicyDocument.read(file)).values())
        .containsEntry("approved_by", "Trust Board")
        .containsEntry("review_due_on", "2027-09-12");
    assertThat(PolicyDocument.read(file).get(5).place()).isEqualTo("table 2, row 3");
  }

  @Test
  void numbersAndBulletsOfStylesAreRead() throws Exception {
    Path file =
        document(
            document -> {
              document.createNumbering();
              document.createStyles();
              style(document, "ListNumber", BigInteger.ZERO, STNumberFormat.DECIMAL, "%1.");
              style(document, "ListBullet", BigInteger.ONE, STNumberFormat.BULLET, "•");
              for (String text : List.of("Pupils", "N" + FIRST, "B" + SECOND, "N" + SECOND)) {
                XWPFParagraph paragraph = document.createParagraph();
                boolean isHeading = text.equals("Pupils");
                paragraph.setStyle(
                    isHeading ? "Heading1" : text.startsWith("N") ? "ListNumber" : "ListBullet");
                paragraph.createRun().setText(isHeading ? text : text.substring(1));
              }
            });
    assertThat(clauses(file))
        .containsExactly("Pupils.1 " + FIRST, "Pupils.1(a) " + SECOND, "Pupils.2 " + SECOND);
  }

  private static void style(
      XWPFDocument document, String name, BigInteger id, STNumberFormat.Enum format, String text) {
    CTAbstractNum list = CTAbstractNum.Factory.newInstance();
    list.setAbstractNumId(id);
    CTLvl level = list.addNewLvl();
    level.setIlvl(BigInteger.ZERO);
    level.addNewNumFmt().setVal(format);
    level.addNewLvlText().setVal(text);
    level.addNewStart().setVal(BigInteger.ONE);
    BigInteger number =
        document
            .getNumbering()
            .addNum(document.getNumbering().addAbstractNum(new XWPFAbstractNum(list)));
    CTStyle style = CTStyle.Factory.newInstance();
    style.setStyleId(name);
    style.addNewName().setVal(name);
    style.addNewPPr().addNewNumPr().addNewNumId().setVal(number);
    document.getStyles().addStyle(new XWPFStyle(style));
  }

  @Test
  void lineBreakBeforeANumberBeginsAClause() throws Exception {
    Path file =
        document(
            document -> {
              XWPFRun run = document.createParagraph().createRun();
              run.setText("1.1 " + FIRST);
              run.addBreak();
              run.setText("1.2 Pictures need");
              run.addBreak();
              run.setText("consent.");
            });
    assertThat(clauses(file)).containsExactly("1.1 " + FIRST, "1.2 Pictures need consent.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "windows-1252", "UTF-16", "UTF-16LE"})
  void textsAreReadInTheEncodingsOfSchools(String charset) throws Exception {
    String text = "1 Accounts\r\n1.1 Don’t post a pupil’s name – a fine of £500 may apply.\r\n";
    Path file = folder.resolve("policy.txt");
    Files.write(file, text.getBytes(java.nio.charset.Charset.forName(charset)));
    assertThat(clauses(file))
        .containsExactly("1.1 Don’t post a pupil’s name – a fine of £500 may apply.");
  }

  @Test
  void textThatIsDamagedIsRefusedInOurOwnWords() throws Exception {
    Path file = folder.resolve("policy.txt");
    Files.write(file, new byte[] {'1', '.', '1', ' ', (byte) 0xc3, (byte) 0xa9, (byte) 0xff, 'x'});
    assertThatThrownBy(() -> PolicyDocument.read(file)).hasMessageContaining("save it as UTF-8");
  }

  @Test
  void pdfOfPicturesAsksForTextRecognition() throws Exception {
    Path file = folder.resolve("scan.pdf");
    try (PDDocument document = new PDDocument()) {
      document.addPage(new PDPage());
      document.save(file.toFile());
    }
    assertThatThrownBy(() -> PolicyDocument.read(file))
        .hasMessageContaining("pictures without text")
        .hasMessageContaining("OCR");
  }

  @Test
  void wrappedLinesOfAPdfAreJoinedAndItsEdgesAreLeftOut() throws Exception {
    Path file = folder.resolve("wide.pdf");
    List<List<String>> pages =
        List.of(
            List.of(
                "1. Official accounts",
                "1.1 Every official account must have at least two administrators so that no one",
                "is locked out when a colleague leaves the trust.",
                "1.2 The headteacher must approve an account before it goes live.",
                "(a) The approval is recorded in the register.",
                "2. Pupils",
                "2.1 Full names of pupils are never pub-",
                "lished, and a follow-up is made."),
            List.of(
                "2.2 A pupil under 13 must be removed as a follower",
                "and blocked after a follow-",
                "up.",
                "3. Monitoring",
                "3.1 The trust audits all accounts once a term."));
    try (PDDocument document = new PDDocument()) {
      for (int i = 0; i < pages.size(); i++) {
        PDPage page = new PDPage();
        document.addPage(page);
        try (PDPageContentStream text = new PDPageContentStream(document, page)) {
          show(text, 9, 760, List.of("Hillside Trust Social Media Policy"));
          show(text, 9, 30, List.of("Page " + (i + 1) + " of 2"));
          show(text, 11, 720, pages.get(i));
        }
      }
      document.save(file.toFile());
    }
    assertThat(clauses(file))
        .containsExactly(
            "1.1 Every official account must have at least two administrators so that no one is locked out when a colleague leaves the trust.",
            "1.2 The headteacher must approve an account before it goes live.",
            "1.2(a) The approval is recorded in the register.",
            "2.1 Full names of pupils are never published, and a follow-up is made.",
            "2.2 A pupil under 13 must be removed as a follower and blocked after a follow-up.",
            "3.1 The trust audits all accounts once a term.");
  }

  private static void show(PDPageContentStream text, int size, int y, List<String> lines)
      throws Exception {
    text.beginText();
    text.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), size);
    text.newLineAtOffset(50, y);
    text.setLeading(16);
    for (String line : lines) {
      text.showText(line);
      text.newLine();
    }
    text.endText();
  }

  @Test
  void listsOfOpenDocumentAreItems() throws Exception {
    Path file = folder.resolve("policy.odt");
    String content =
        "<o xmlns:text='t'><text:h>Contact with pupils</text:h><text:p>Everyone who works for the trust takes care of what they publish.</text:p>"
            + "<text:list><text:list-item><text:p>"
            + FIRST
            + "</text:p></text:list-item><text:list-item><text:p>"
            + SECOND
            + "</text:p></text:list-item></text:list></o>";
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("content.xml"));
      zip.write(content.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    assertThat(clauses(file))
        .containsExactly(
            "Contact(p1) Everyone who works for the trust takes care of what they publish.",
            "Contact(a) " + FIRST,
            "Contact(b) " + SECOND);
  }

  @Test
  void numbersThatOpenDocumentMakesAreInTheClauses() throws Exception {
    String lists =
        "<text:list-style style:name='L1'>"
            + "<text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/>"
            + "<text:list-level-style-number text:level='2' style:num-format='1' text:display-levels='2'/>"
            + "<text:list-level-style-number text:level='3' style:num-format='a' style:num-prefix='(' style:num-suffix=')'/>"
            + "</text:list-style>";
    String deep =
        "<text:list text:style-name='L1'%s><text:list-item><text:list><text:list-item>%s</text:list-item></text:list></text:list-item></text:list>";
    String content =
        "<text:list text:style-name='L1'><text:list-item><text:h text:outline-level='1'>Contact</text:h></text:list-item></text:list>"
            + deep.formatted(
                " text:continue-numbering='true'",
                "<text:p>"
                    + FIRST
                    + "<text:note><text:p>See Annex 4.</text:p></text:note></text:p>"
                    + "<text:list><text:list-item><text:p>They ignore the request.</text:p></text:list-item></text:list>")
            + "<text:tracked-changes><text:p>Staff may do as they like with accounts.</text:p></text:tracked-changes>"
            + deep.formatted(" text:continue-list='x'", "<text:p>" + SECOND + "</text:p>");
    assertThat(clauses(openDocument(lists, content)))
        .containsExactly("1.1 " + FIRST, "1.1(a) They ignore the request.", "1.2 " + SECOND);
  }

  @Test
  void headingsAndListsOfOpenDocumentAreNumberedFromItsStyles() throws Exception {
    String lists =
        "<text:outline-style><text:outline-level-style text:level='1' style:num-format='1'/></text:outline-style>"
            + "<text:list-style style:name='L1'><text:list-level-style-number text:level='1' style:num-format='1' loext:num-list-format='%1%)'/></text:list-style>";
    String list =
        "<text:list text:style-name='L1'><text:list-item><text:p>%s</text:p></text:list-item></text:list>";
    String content =
        "<text:h text:outline-level='1'>Contact</text:h>"
            + list.formatted(FIRST)
            + "<text:h text:outline-level='1'>Publication</text:h>"
            + list.formatted(SECOND);
    assertThat(clauses(openDocument(lists, content)))
        .containsExactly("1.1 " + FIRST, "2.1 " + SECOND);
  }

  private Path openDocument(String styles, String content) throws Exception {
    Path file = folder.resolve("policy.odt");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String[] part :
          List.of(new String[] {"content.xml", content}, new String[] {"styles.xml", styles})) {
        zip.putNextEntry(new ZipEntry(part[0]));
        zip.write(
            ("<o xmlns:text='t' xmlns:style='s' xmlns:loext='l'>" + part[1] + "</o>")
                .getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return file;
  }

  @Test
  void rowOfATableOfOpenDocumentIsOneLine() throws Exception {
    Path file = folder.resolve("policy.odt");
    String row =
        "<table:table-row><table:table-cell><text:p>%s</text:p></table:table-cell><table:table-cell><text:p>%s</text:p></table:table-cell></table:table-row>";
    String content =
        "<o xmlns:text='t' xmlns:table='b'><text:h>1 Contact</text:h><table:table>"
            + row.formatted("No.", "Requirement")
            + row.formatted("1.1", FIRST)
            + row.formatted("1.2", SECOND)
            + "</table:table></o>";
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("content.xml"));
      zip.write(content.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    assertThat(clauses(file)).containsExactly("1.1 " + FIRST, "1.2 " + SECOND);
  }

  @Test
  void linesOfAPdfAreJoinedAndItsPageIsKept() throws Exception {
    Path file = folder.resolve("policy.pdf");
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage();
      document.addPage(page);
      try (PDPageContentStream text = new PDPageContentStream(document, page)) {
        text.beginText();
        text.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 11);
        text.newLineAtOffset(60, 700);
        text.setLeading(14);
        for (String line :
            List.of(
                "1 Contact",
                "1.1 Staff must not accept pupils as friends on any of the sites that",
                "they use, whether for work or at home, at any time of the day or week.",
                "1.2 " + SECOND)) {
          text.showText(line);
          text.newLine();
        }
        text.endText();
      }
      document.save(file.toFile());
    }
    assertThat(clauses(file))
        .containsExactly(
            "1.1 Staff must not accept pupils as friends on any of the sites that they use, whether for work or at home, at any time of the day or week.",
            "1.2 " + SECOND);
    assertThat(PolicyDocument.read(file).get(0).place()).startsWith("page 1");
  }

  @Test
  void whatCannotBeReadIsRefusedWithWhatToDo() throws Exception {
    for (String name : List.of("policy.docx", "policy.odt", "policy.pdf")) {
      Path file = Files.writeString(folder.resolve(name), "no document");
      assertThatThrownBy(() -> PolicyDocument.read(file))
          .hasMessage("This file is damaged, or has a password. Save it again without one.");
    }
    Path other = Files.writeString(folder.resolve("policy.pages"), "x");
    assertThatThrownBy(() -> PolicyDocument.read(other)).hasMessageContaining(".docx, .odt, .pdf");
  }
}
