using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text.RegularExpressions;
using FundLedger.Features.Papers;
using FundLedger.Pdf;
using FundLedger.Testing;
using FundLedger.UnitTests.Pdf;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Papers;

/// <summary>Papers with a signature, as other people's programs see them: pdfsig of poppler, qpdf and the framework's own reader of CMS.</summary>
public sealed partial class SignedPaperTests
{
    private static readonly Instant At = Instant.FromUtc(2021, 11, 30, 10, 0);

    private static readonly PaperPrinter Plain = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, 3)]
    [InlineData(false, 500)]
    [InlineData(true, 3)]
    public async Task The_whole_file_is_signed_and_sound(bool isCurve, int lines)
    {
        using var unit = isCurve ? TestCertificate.OfCurve() : TestCertificate.OfRsa();
        var signed = Signed(unit, SamplePdfs.Statement(lines));
        var said = await AskAsync("pdfsig", signed, "-nocert");
        Assert.Contains("Signature is Valid.", said, StringComparison.Ordinal);
        Assert.Contains("Total document signed", said, StringComparison.Ordinal);
        Assert.Contains("ETSI.CAdES.detached", said, StringComparison.Ordinal);
        Assert.Contains("Quỹ Bảo trợ trẻ em Tam Đường", said, StringComparison.Ordinal);
        Assert.Contains("No syntax or stream encoding errors found", await AskAsync("qpdf", signed, "--check"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_changed_byte_is_noticed()
    {
        using var unit = TestCertificate.OfRsa();
        var signed = Signed(unit, SamplePdfs.Statement(3));
        signed[signed.AsSpan().IndexOf("<x:xmpmeta"u8) + 3] ^= 1;
        Assert.Contains("Digest Mismatch", await AskAsync("pdfsig", signed, "-nocert"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_paper_before_its_signature_keeps_every_byte(bool isCurve)
    {
        using var unit = isCurve ? TestCertificate.OfCurve() : TestCertificate.OfRsa();
        var document = SamplePdfs.Statement(3);
        var (plain, signed) = (Bytes(Plain.Print("", document)), Signed(unit, document));
        Assert.Equal(plain, signed[..plain.Length]);
        // Chance is in the signatures of elliptic curves only.
        Assert.Equal(!isCurve, signed.AsSpan().SequenceEqual(Signed(unit, document)));
    }

    [Fact]
    public void A_long_paper_is_signed_on_its_way_into_a_file()
    {
        using var unit = TestCertificate.OfRsa();
        using var certificate = unit.Open();
        var document = SamplePdfs.Statement(500);
        using var file = new PaperPrinter(new PaperSigner(certificate, new StandingClock(At))).PrintLong("", document, At).Content;
        using var memory = new MemoryStream();
        file.CopyTo(memory);
        Assert.Equal(Signed(unit, document), memory.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_signature_is_one_of_the_framework_too_over_everything_but_itself(bool isCurve)
    {
        using var unit = isCurve ? TestCertificate.OfCurve() : TestCertificate.OfRsa();
        var signed = Signed(unit, SamplePdfs.Statement(3));
        var range = ByteRange().Match(System.Text.Encoding.Latin1.GetString(signed));
        var (hole, behind, rest) = (Number(range, 1), Number(range, 2), Number(range, 3));
        Assert.Equal(signed.Length, behind + rest);
        var cms = new SignedCms(new ContentInfo([.. signed[..hole], .. signed[behind..]]), detached: true);
        cms.Decode(PdfSignature.CarriedBy(signed)!.Sign([]));
        cms.CheckSignature(verifySignatureOnly: true);
        var attributes = cms.SignerInfos[0].SignedAttributes.Cast<CryptographicAttributeObject>().Select(attribute => attribute.Oid.Value);
        Assert.Contains("1.2.840.113549.1.9.16.2.47", attributes);
    }

    [Fact]
    public void A_signed_file_can_be_made_again_with_the_signature_that_it_carries()
    {
        using var unit = TestCertificate.OfCurve();
        var document = SamplePdfs.Statement(3);
        var signed = Signed(unit, document);
        Assert.Equal(signed, Bytes(Plain.PrintSigned("", document, PdfSignature.CarriedBy(signed))));
        Assert.Null(PdfSignature.CarriedBy(Bytes(Plain.Print("", document))));
    }

    [Fact]
    public void The_time_in_it_is_that_of_the_figures_and_none_before_the_certificate()
    {
        using var unit = TestCertificate.OfRsa(from: "2021-12-01T00:00:00Z");
        Assert.Equal(Instant.FromUtc(2021, 12, 1, 0, 0).ToDateTimeOffset(), PdfSignature.CarriedBy(Signed(unit, SamplePdfs.Statement(1)))!.At);
    }

    private static byte[] Signed(TestCertificate unit, PrintedDocument document)
    {
        using var certificate = unit.Open();
        return Bytes(new PaperPrinter(new PaperSigner(certificate, new StandingClock(At))).PrintSigned("", document, At));
    }

    private static byte[] Bytes(ExportedFile file) => ((MemoryStream)file.Content).ToArray();

    private static int Number(Match match, int group) =>
        int.Parse(match.Groups[group].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string> AskAsync(string program, byte[] file, string option)
    {
        var path = Path.Combine(Path.GetTempPath(), $"fund-ledger-{Guid.NewGuid():N}.pdf");
        try
        {
            await File.WriteAllBytesAsync(path, file, Token);
            using var process = Process.Start(new ProcessStartInfo(program, [option, path]) { RedirectStandardOutput = true })!;
            var said = await process.StandardOutput.ReadToEndAsync(Token);
            await process.WaitForExitAsync(Token);
            return said;
        }
        finally
        {
            File.Delete(path);
        }
    }

    [GeneratedRegex(@"/ByteRange\[0 +(\d+) +(\d+) +(\d+)\]")]
    private static partial Regex ByteRange();
}
