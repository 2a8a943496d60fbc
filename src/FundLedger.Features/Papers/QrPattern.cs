using FundLedger.Pdf;
using QRCoder;

namespace FundLedger.Features.Papers;

/// <summary>A text as a QR code for a printed table, with the empty border that readers want.</summary>
internal static class QrPattern
{
    public static Pattern Of(string text, int column, double sideMm)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return new Pattern(column, [.. code.ModuleMatrix.Select(row => (IReadOnlyList<bool>)[.. row.Cast<bool>()])], sideMm);
    }
}
