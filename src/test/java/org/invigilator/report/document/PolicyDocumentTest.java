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
import org.invigilator.policy.proposal.ClauseFinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTAbstractNum;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTLvl;
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
      document.write(out);
    }
    assertThat(clauses(file)).containsExactly("1.1 " + FIRST, "1.2 " + SECOND, "2.1 " + FIRST);
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
