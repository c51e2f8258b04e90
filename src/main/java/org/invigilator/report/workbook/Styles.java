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

/**
 * The few styles of the workbook; severities differ in lightness too, so that they read in black
 * and white.
 */
final class Styles {
  private static final String INK = "1F2A37";

  final CellStyle title;
  final CellStyle heading;
  final CellStyle header;
  final CellStyle text;
  final CellStyle strong;
  final CellStyle quiet;
  final CellStyle date;
  final CellStyle input;
  final CellStyle inputDate;
  final CellStyle number;
  final CellStyle big;
  final CellStyle link;
  private final Map<Severity, CellStyle> severities = new EnumMap<>(Severity.class);
  private final XSSFWorkbook book;

  Styles(XSSFWorkbook book) {
    this.book = book;
    title = style(font(16, true, INK), null);
    heading = style(font(12, true, INK), null);
    header = style(font(10, true, "FFFFFF"), "2F4858");
    text = wrapped(style(font(10, false, INK), null));
    strong = wrapped(style(font(10, true, INK), null));
    quiet = wrapped(style(font(9, false, "5B6672"), null));
    date = style(font(10, false, INK), null);
    date.setDataFormat(book.createDataFormat().getFormat("dd/mm/yyyy"));
    date.setAlignment(HorizontalAlignment.LEFT);
    input = wrapped(style(font(10, false, INK), "FFF8E1"));
    inputDate = style(font(10, false, INK), "FFF8E1");
    inputDate.setDataFormat(date.getDataFormat());
    number = style(font(10, false, INK), null);
    number.setAlignment(HorizontalAlignment.CENTER);
    big = style(font(18, true, INK), "EEF2F5");
    big.setAlignment(HorizontalAlignment.CENTER);
    link = style(font(10, false, "1D5FA8"), null);
    severities.put(Severity.CRITICAL, severity("7A0C1E", "FFFFFF"));
    severities.put(Severity.HIGH, severity("D1602B", "FFFFFF"));
    severities.put(Severity.MEDIUM, severity("F4C95D", INK));
    severities.put(Severity.LOW, severity("DDE7EE", INK));
    severities.put(Severity.INFO, severity("FFFFFF", "5B6672"));
  }

  CellStyle of(Severity severity) {
    return severities.getOrDefault(severity, text);
  }

  private CellStyle severity(String fill, String ink) {
    XSSFCellStyle style = style(font(10, true, ink), fill);
    style.setAlignment(HorizontalAlignment.CENTER);
    return style;
  }

  private XSSFFont font(int points, boolean bold, String colour) {
    XSSFFont font = book.createFont();
    font.setFontName("Calibri");
    font.setFontHeightInPoints((short) points);
    font.setBold(bold);
    font.setColor(colour(colour));
    return font;
  }

  private XSSFCellStyle style(Font font, @org.jspecify.annotations.Nullable String fill) {
    XSSFCellStyle style = book.createCellStyle();
    style.setFont(font);
    style.setVerticalAlignment(VerticalAlignment.TOP);
    if (fill != null) {
      style.setFillForegroundColor(colour(fill));
      style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
      style.setBorderBottom(BorderStyle.THIN);
      style.setBottomBorderColor(colour("C9D2DA"));
    }
    return style;
  }

  private static CellStyle wrapped(XSSFCellStyle style) {
    style.setWrapText(true);
    return style;
  }

  private static XSSFColor colour(String rgb) {
    return new XSSFColor(java.util.HexFormat.of().parseHex(rgb), new DefaultIndexedColorMap());
  }
}
