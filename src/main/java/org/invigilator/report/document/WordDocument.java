package org.invigilator.report.document;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.TableWidthType;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFStyles;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;
import org.invigilator.report.workbook.DatedZip;
import org.invigilator.report.workbook.DocumentProperties;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPageMar;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPageSz;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTSectPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTblGrid;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STStyleType;

/** Writes blocks as a Word document on A4, with headings that appear in its navigation pane. */
public final class WordDocument {
  private static final String FONT = "Calibri";
  private static final int A4_WIDTH = 11_906;
  private static final int A4_HEIGHT = 16_838;
  private static final int MARGIN = 1_134;

  /** The height of a row that is left blank to be filled in by hand. */
  private static final int BLANK_ROW_HEIGHT = 700;

  private static final String SHADE = "DCE6F1";

  /** The sizes of the three levels of headings, in points. */
  private static final List<Integer> HEADINGS = List.of(15, 12, 11);

  private static final int TABLE_SIZE = 9;

  private WordDocument() {}

  /**
   * Writes a document.
   *
   * @param on the date of creation and change in its properties
   */
  public static void write(String title, LocalDate on, List<Block> blocks, OutputStream out)
      throws IOException {
    try (XWPFDocument document = new XWPFDocument()) {
      document.getProperties().getCoreProperties().setTitle(DocumentProperties.clean(title));
      Date made = Date.from(on.atStartOfDay(ZoneOffset.UTC).toInstant());
      document.getProperties().getCoreProperties().setCreated(Optional.of(made));
      document.getProperties().getCoreProperties().setModified(Optional.of(made));
      page(document);
      styles(document);
      XWPFParagraph head = document.createParagraph();
      head.setSpacingAfter(200);
      run(head, title, 22, true);
      for (Block block : blocks) {
        if (block instanceof Block.Heading heading) {
          heading(document, heading);
        } else if (block instanceof Block.Text text) {
          XWPFParagraph paragraph = document.createParagraph();
          paragraph.setSpacingAfter(120);
          run(paragraph, text.text(), 11, false);
        } else if (block instanceof Block.Points points) {
          points(document, points);
        } else if (block instanceof Block.Table table) {
          table(document, table);
        }
      }
      pageNumbers(document);
      DatedZip.write(on, out, document::write);
    }
  }

  private static void pageNumbers(XWPFDocument document) {
    XWPFParagraph paragraph = document.createFooter(HeaderFooterType.DEFAULT).createParagraph();
    paragraph.setAlignment(ParagraphAlignment.RIGHT);
    part(paragraph, "Page ", TABLE_SIZE, false);
    paragraph.getCTP().addNewFldSimple().setInstr("PAGE");
  }

  private static void page(XWPFDocument document) {
    CTSectPr section = document.getDocument().getBody().addNewSectPr();
    CTPageSz size = section.addNewPgSz();
    size.setW(BigInteger.valueOf(A4_WIDTH));
    size.setH(BigInteger.valueOf(A4_HEIGHT));
    CTPageMar margin = section.addNewPgMar();
    margin.setTop(BigInteger.valueOf(MARGIN));
    margin.setBottom(BigInteger.valueOf(MARGIN));
    margin.setLeft(BigInteger.valueOf(MARGIN));
    margin.setRight(BigInteger.valueOf(MARGIN));
  }

  private static void styles(XWPFDocument document) {
    XWPFStyles styles = document.createStyles();
    for (int level = 1; level <= HEADINGS.size(); level++) {
      CTStyle style = CTStyle.Factory.newInstance();
      style.setStyleId("Heading" + level);
      style.setType(STStyleType.PARAGRAPH);
      style.addNewName().setVal("heading " + level);
      style.addNewQFormat();
      style.addNewPPr().addNewOutlineLvl().setVal(BigInteger.valueOf(level - 1L));
      styles.addStyle(new org.apache.poi.xwpf.usermodel.XWPFStyle(style));
    }
  }

  private static void heading(XWPFDocument document, Block.Heading heading) {
    XWPFParagraph paragraph = document.createParagraph();
    paragraph.setStyle("Heading" + heading.level());
    paragraph.setSpacingBefore(heading.level() == 1 ? 300 : 200);
    paragraph.setSpacingAfter(100);
    paragraph.setKeepNext(true);
    run(paragraph, heading.text(), HEADINGS.get(heading.level() - 1), true);
  }

  private static void points(XWPFDocument document, Block.Points points) {
    int left = points.lines().size();
    for (String line : points.lines()) {
      left--;
      XWPFParagraph paragraph = document.createParagraph();
      paragraph.setIndentationLeft(360);
      paragraph.setIndentationHanging(200);
      paragraph.setSpacingAfter(left == 0 ? 120 : 40);
      run(paragraph, "\u2022  " + line, 11, false);
    }
  }

  private static void table(XWPFDocument document, Block.Table block) {
    XWPFTable table = document.createTable(block.rows().size(), block.widths().size());
    table.setWidthType(TableWidthType.PCT);
    table.setWidth("100%");
    CTTblGrid grid =
        table.getCTTbl().getTblGrid() == null
            ? table.getCTTbl().addNewTblGrid()
            : table.getCTTbl().getTblGrid();
    for (int width : block.widths()) {
      grid.addNewGridCol().setW(BigInteger.valueOf(share(width)));
    }
    for (int r = 0; r < block.rows().size(); r++) {
      XWPFTableRow row = table.getRow(r);
      row.setCantSplitRow(true);
      boolean blank = block.rows().get(r).stream().skip(1).allMatch(String::isEmpty);
      row.setHeight(blank ? BLANK_ROW_HEIGHT : 0);
      if (r == 0) {
        row.setRepeatHeader(true);
      }
      for (int c = 0; c < block.widths().size(); c++) {
        XWPFTableCell cell = row.getCell(c);
        cell.setWidthType(TableWidthType.DXA);
        cell.setWidth(Integer.toString(share(block.widths().get(c))));
        if (r == 0) {
          cell.setColor(SHADE);
        }
        XWPFParagraph paragraph = cell.getParagraphs().get(0);
        paragraph.setAlignment(ParagraphAlignment.LEFT);
        run(paragraph, block.rows().get(r).get(c), TABLE_SIZE, r == 0);
      }
    }
    document.createParagraph().setSpacingAfter(60);
  }

  /** A percentage of the width of the text, in twentieths of a point. */
  private static int share(int percent) {
    return (A4_WIDTH - 2 * MARGIN) * percent / 100;
  }

  /** Writes a text; the gaps in it are highlighted. */
  private static void run(XWPFParagraph paragraph, String text, int size, boolean bold) {
    Matcher gap = Gap.MARK.matcher(text);
    int done = 0;
    while (gap.find()) {
      part(paragraph, text.substring(done, gap.start()), size, bold);
      part(paragraph, gap.group(), size, bold).setTextHighlightColor("yellow");
      done = gap.end();
    }
    part(paragraph, text.substring(done), size, bold);
  }

  private static XWPFRun part(XWPFParagraph paragraph, String text, int size, boolean bold) {
    XWPFRun run = paragraph.createRun();
    run.setFontFamily(FONT);
    run.setFontSize(size);
    run.setBold(bold);
    run.setText(text);
    return run;
  }
}
