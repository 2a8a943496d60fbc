namespace FundLedger.Pdf;

/// <summary>Paper and margins in millimetres; body text size in points. Tables and notes are set a little smaller than the body.</summary>
public sealed record PageSetup(double WidthMm, double HeightMm, PageMargins Margins, double TextSize)
{
    /// <summary>Page numbers as Decree 30/2020/NĐ-CP has them: the number alone, as large as the text. Else "Trang 2/5", smaller.</summary>
    public bool HasPlainPageNumbers { get; init; }

    /// <summary>A4 with the margins and the text size of Decree 30/2020/NĐ-CP, appendix I.</summary>
    public static PageSetup A4Portrait { get; } = new(210, 297, new PageMargins(20, 20, 30, 15), 13);

    /// <summary>A4 on its side, for books with many columns; the binding edge stays on the left.</summary>
    public static PageSetup A4Landscape { get; } = new(297, 210, new PageMargins(20, 15, 25, 15), 12);

    /// <summary>Half a sheet of A4 on its side, the usual paper of a receipt or payment voucher.</summary>
    public static PageSetup A5Landscape { get; } = new(210, 148, new PageMargins(10, 9, 18, 14), 11.5);
}

/// <summary>Margins in millimetres.</summary>
public sealed record PageMargins(double Top, double Bottom, double Left, double Right);
