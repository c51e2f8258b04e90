package org.invigilator.report.workbook;

import java.util.EnumMap;
import java.util.Map;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.DefaultIndexedColorMap;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.policy.Severity;
import org.jspecify.annotations.Nullable;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTCellStyle;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTCellStyles;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTStylesheet;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTXf;

/**
 * The styles of the workbook, by name. Severities differ in lightness as well as in colour, so that
 * they can be told apart in black and white and by colour-blind readers.
 */
final class Styles {
  private static final String INK = "1F2A37";
  private static final String ANSWER = "FFF8E1";

  final CellStyle title;
  final CellStyle heading;
  final CellStyle header;
  final CellStyle headerLines;
  final CellStyle text;
  final CellStyle strong;
  final CellStyle quiet;

  /** A long text that is read in the formula bar, so that it makes no row higher. */
  final CellStyle clipped;

  final CellStyle date;
  final CellStyle input;
  final CellStyle inputDate;
  final CellStyle number;
  final CellStyle big;
  final CellStyle change;
  final CellStyle link;
  final CellStyle severity;
  final CellStyle fingerprint;
  private final Map<Severity, CellStyle> severities = new EnumMap<>(Severity.class);
  private final XSSFWorkbook book;

  /** The colours of a severity: the lighter, the less severe. */
  private enum Paint {
    CRITICAL("7A0C1E", "FFFFFF"),
    HIGH("D1602B", "FFFFFF"),
    MEDIUM("F4C95D", INK),
    LOW("C3D3E0", INK),
    INFO("F3F5F7", "5B6672");

    private final String fill;
    private final String ink;

    Paint(String fill, String ink) {
      this.fill = fill;
      this.ink = ink;
    }

    static Paint of(Severity severity) {
      return valueOf(severity.name());
    }
  }

  Styles(XSSFWorkbook book) {
    this.book = book;
    title = style(font(16, true, INK), null, "Invigilator title");
    heading = style(font(12, true, INK), null, "Invigilator heading");
    heading.setVerticalAlignment(VerticalAlignment.BOTTOM);
    header = style(font(10, true, "FFFFFF"), "2F4858", "Invigilator column");
    headerLines = wrapped(style(font(10, true, "FFFFFF"), "2F4858", "Invigilator columns"));
    text = wrapped(style(font(10, false, INK), null, "Invigilator text"));
    strong = wrapped(style(font(10, true, INK), null, "Invigilator strong"));
    quiet = wrapped(style(font(10, false, "5B6672"), null, "Invigilator quiet"));
    clipped = style(font(10, false, "5B6672"), null, "Invigilator message");
    clipped.setAlignment(HorizontalAlignment.FILL);
    date = style(font(10, false, INK), null, "Invigilator date");
    date.setDataFormat(book.createDataFormat().getFormat("dd/mm/yyyy"));
    date.setAlignment(HorizontalAlignment.LEFT);
    input = wrapped(style(font(10, false, INK), ANSWER, "Invigilator answer"));
    input.setLocked(false);
    inputDate = style(font(10, false, INK), ANSWER, "Invigilator answer date");
    inputDate.setDataFormat(date.getDataFormat());
    inputDate.setAlignment(HorizontalAlignment.LEFT);
    inputDate.setLocked(false);
    number = style(font(10, false, INK), null, "Invigilator number");
    number.setAlignment(HorizontalAlignment.CENTER);
    big = style(font(18, true, INK), "EEF2F5", "Invigilator count");
    big.setAlignment(HorizontalAlignment.CENTER);
    change = style(font(10, false, "5B6672"), "EEF2F5", "Invigilator change");
    change.setAlignment(HorizontalAlignment.CENTER);
    link = style(underlined(font(10, false, "1D5FA8")), null, "Invigilator link");
    fingerprint = style(font(8, false, "9AA4AE"), null, "Invigilator fingerprint");
    severity = style(font(10, false, INK), null, "Invigilator severity");
    severity.setAlignment(HorizontalAlignment.CENTER);
    for (Severity each : Severity.values()) {
      Paint paint = Paint.of(each);
      XSSFCellStyle style = style(font(10, true, paint.ink), paint.fill, "Invigilator " + each);
      style.setAlignment(HorizontalAlignment.CENTER);
      severities.put(each, style);
    }
  }

  CellStyle of(Severity wanted) {
    return severities.getOrDefault(wanted, text);
  }

  /** The colour behind a severity. */
  XSSFColor fill(Severity wanted) {
    return colour(Paint.of(wanted).fill);
  }

  /** The colour of a severity's letters. */
  XSSFColor ink(Severity wanted) {
    return colour(Paint.of(wanted).ink);
  }

  private XSSFFont font(int points, boolean bold, String colour) {
    XSSFFont font = book.createFont();
    font.setFontName("Calibri");
    font.setFontHeightInPoints((short) points);
    font.setBold(bold);
    font.setColor(colour(colour));
    return font;
  }

  private static XSSFFont underlined(XSSFFont font) {
    font.setUnderline(Font.U_SINGLE);
    return font;
  }

  private XSSFCellStyle style(Font font, @Nullable String fill, String name) {
    XSSFCellStyle style = book.createCellStyle();
    style.setFont(font);
    style.setVerticalAlignment(VerticalAlignment.TOP);
    if (fill != null) {
      style.setFillForegroundColor(colour(fill));
      style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
      style.setBorderBottom(BorderStyle.THIN);
      style.setBottomBorderColor(colour("C9D2DA"));
    }
    name(style, name);
    return style;
  }

  /** Lists a style in the gallery of the spreadsheet program. */
  private void name(XSSFCellStyle style, String name) {
    CTXf named = (CTXf) style.getCoreXf().copy();
    if (named.isSetXfId()) {
      named.unsetXfId();
    }
    int index = book.getStylesSource().putCellStyleXf(named) - 1;
    style.getCoreXf().setXfId(index);
    CTStylesheet sheet = book.getStylesSource().getCTStylesheet();
    CTCellStyles all =
        sheet.getCellStyles() == null ? sheet.addNewCellStyles() : sheet.getCellStyles();
    if (all.sizeOfCellStyleArray() == 0) {
      add(all, "Normal", 0).setBuiltinId(0);
    }
    add(all, name, index);
  }

  private static CTCellStyle add(CTCellStyles all, String name, int index) {
    CTCellStyle entry = all.addNewCellStyle();
    entry.setName(name);
    entry.setXfId(index);
    all.setCount(all.sizeOfCellStyleArray());
    return entry;
  }

  private static CellStyle wrapped(XSSFCellStyle style) {
    style.setWrapText(true);
    return style;
  }

  static XSSFColor colour(String rgb) {
    return new XSSFColor(java.util.HexFormat.of().parseHex(rgb), new DefaultIndexedColorMap());
  }
}
