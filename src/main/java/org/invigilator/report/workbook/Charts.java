package org.invigilator.report.workbook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xddf.usermodel.XDDFColor;
import org.apache.poi.xddf.usermodel.XDDFLineProperties;
import org.apache.poi.xddf.usermodel.XDDFSolidFillProperties;
import org.apache.poi.xddf.usermodel.chart.AxisCrosses;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.BarDirection;
import org.apache.poi.xddf.usermodel.chart.BarGrouping;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.LegendPosition;
import org.apache.poi.xddf.usermodel.chart.MarkerStyle;
import org.apache.poi.xddf.usermodel.chart.XDDFBarChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFCategoryAxis;
import org.apache.poi.xddf.usermodel.chart.XDDFChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSource;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xddf.usermodel.chart.XDDFLineChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFNumericalDataSource;
import org.apache.poi.xddf.usermodel.chart.XDDFValueAxis;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFDrawing;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.invigilator.policy.Severity;
import org.invigilator.report.History;
import org.invigilator.rule.Exposure;

/** The charts, drawn from cells of a sheet. */
final class Charts {
  private final XSSFSheet sheet;
  private final Styles styles;
  private final int row;

  Charts(XSSFSheet sheet, Styles styles, int row) {
    this.sheet = sheet;
    this.styles = styles;
    this.row = row;
  }

  private XSSFChart chart(int from, int to, String title, String alternative) {
    XSSFDrawing drawing = sheet.createDrawingPatriarch();
    XSSFClientAnchor place =
        drawing.createAnchor(0, 0, 0, 0, from, row, to, row + ThisWeekSheet.chartRows());
    XSSFChart chart = drawing.createChart(place);
    chart.setTitleText(title);
    chart.setTitleOverlay(false);
    chart.getOrAddLegend().setPosition(LegendPosition.BOTTOM);
    var named =
        chart.getGraphicFrame().getCTGraphicalObjectFrame().getNvGraphicFramePr().getCNvPr();
    named.setDescr(alternative);
    named.setTitle(title);
    return chart;
  }

  /** The open findings of each academy, by severity, stacked. */
  void academies(XSSFSheet data, List<String> codes, String alternative) {
    XSSFChart chart = chart(0, 4, "Open findings by academy and severity", alternative);
    stack(
        chart,
        data,
        new CellRangeAddress(1, codes.size(), 0, AcademiesSheet.FIRST_SEVERITY),
        Stream.of(Severity.values()).map(Severity::toString).toList(),
        List.of(Severity.values()));
  }

  /**
   * The posts that show pupils of each academy, by their age, stacked; the older, the darker.
   *
   * @param first the row of the first academy
   * @param column the column of the first age
   */
  void exposure(int first, int academies, int column, String alternative) {
    List<Severity> shades = new ArrayList<>(List.of(Severity.values()));
    Collections.reverse(shades);
    stack(
        chart(0, 7, "Posts that show pupils, by academy and age", alternative),
        sheet,
        new CellRangeAddress(first, first + academies - 1, 0, column),
        Stream.of(Exposure.Age.values()).map(Exposure.Age::label).toList(),
        shades);
  }

  /**
   * Draws stacked columns.
   *
   * @param cells the rows to draw, from the column of their names to that of the first series
   * @param titles of the series, which are in columns beside each other
   */
  private void stack(
      XSSFChart chart,
      XSSFSheet data,
      CellRangeAddress cells,
      List<String> titles,
      List<Severity> shades) {
    int rows = cells.getLastRow() - cells.getFirstRow() + 1;
    XDDFBarChartData bars =
        (XDDFBarChartData)
            chart.createData(
                ChartTypes.BAR, chart.createCategoryAxis(AxisPosition.BOTTOM), values(chart));
    bars.setBarDirection(BarDirection.COL);
    bars.setBarGrouping(BarGrouping.STACKED);
    bars.setOverlap((byte) 100);
    XDDFDataSource<String> names =
        XDDFDataSourcesFactory.fromStringCellRange(
            data,
            new CellRangeAddress(
                cells.getFirstRow(),
                cells.getLastRow(),
                cells.getFirstColumn(),
                cells.getFirstColumn()));
    for (int i = 0; i < titles.size(); i++) {
      XDDFChartData.Series series =
          bars.addSeries(
              names, numbers(data, cells.getFirstRow(), rows, cells.getLastColumn() + i));
      series.setTitle(titles.get(i), null);
      series.setFillProperties(fill(shades.get(i)));
    }
    chart.plot(bars);
  }

  private static XDDFValueAxis values(XSSFChart chart) {
    XDDFValueAxis left = chart.createValueAxis(AxisPosition.LEFT);
    left.setCrosses(AxisCrosses.AUTO_ZERO);
    return left;
  }

  /**
   * The open findings at each of the latest audits, by severity.
   *
   * @param from the column at which it begins
   */
  void trend(XSSFSheet data, List<History.Audit> audits, int from, String alternative) {
    XSSFChart chart = chart(from, 7, "Open findings at the last audits", alternative);
    XDDFCategoryAxis bottom = chart.createCategoryAxis(AxisPosition.BOTTOM);
    XDDFValueAxis left = values(chart);
    left.setMinimum(0);
    XDDFLineChartData lines = (XDDFLineChartData) chart.createData(ChartTypes.LINE, bottom, left);
    XDDFNumericalDataSource<Double> names =
        numbers(data, HistorySheet.FIRST_AUDIT, audits.size(), 0);
    names.setFormatCode("d mmm");
    MarkerStyle[] markers = {
      MarkerStyle.DIAMOND,
      MarkerStyle.SQUARE,
      MarkerStyle.TRIANGLE,
      MarkerStyle.CIRCLE,
      MarkerStyle.X
    };
    for (Severity severity : Severity.values()) {
      if (severity != Severity.INFO) {
        XDDFLineChartData.Series series =
            (XDDFLineChartData.Series)
                lines.addSeries(
                    names,
                    numbers(data, HistorySheet.FIRST_AUDIT, audits.size(), 2 + severity.ordinal()));
        series.setTitle(severity.toString(), null);
        series.setSmooth(false);
        series.setMarkerStyle(markers[severity.ordinal()]);
        series.setMarkerSize((short) 6);
        XDDFLineProperties stroke = new XDDFLineProperties(fill(severity));
        stroke.setWidth(2.25);
        series.setLineProperties(stroke);
        series.getShapeProperties();
      }
    }
    chart.plot(lines);
  }

  private static XDDFNumericalDataSource<Double> numbers(
      XSSFSheet data, int first, int rows, int column) {
    return XDDFDataSourcesFactory.fromNumericCellRange(
        data, new CellRangeAddress(first, first + rows - 1, column, column));
  }

  private XDDFSolidFillProperties fill(Severity severity) {
    return new XDDFSolidFillProperties(XDDFColor.from(styles.fill(severity).getRGB()));
  }
}
