using FundLedger.Domain;
using FundLedger.Features.Audit;
using FundLedger.Features.Children;
using FundLedger.Features.Papers;
using FundLedger.Features.Payments;
using FundLedger.IntegrationTests.Statements;
using FundLedger.Testing;
using ZXing;
using ZXing.Common;
using static FundLedger.IntegrationTests.Payments.PaymentBooks;

namespace FundLedger.IntegrationTests.Payments;

/// <summary>The papers of a hand-out: lists with codes as they are printed, and signed lists as they come back.</summary>
public sealed class HandoutPaperTests : IClassFixture<Ledger>
{
    private const string LooksSql = "SELECT count(*) FROM identity_accesses WHERE beneficiary_code = ANY (@Codes) AND accessed_by = @By";

    private const string ClearSql = "SELECT count(*) FROM signed_lists WHERE position(@Content IN content) > 0";

    private static readonly byte[] Scan = [0xFF, 0xDA, 0x00, 0x04, 0x01, 0x02, 0x11, 0xFF, 0x00, 0x22, 0xFF, 0xD0, 0x33, 0xFF, 0xD9];

    // A photograph with a place and a device beside the picture.
    private static readonly byte[] Photo = [0xFF, 0xD8, 0xFF, 0xE1, 0x00, 0x13, .. "Exif\0\0GPS 22.4 10"u8, .. Scan];

    private readonly Ledger ledger;
    private readonly PaymentBooks books;

    public HandoutPaperTests(Ledger ledger) => (this.ledger, books) = (ledger, new PaymentBooks(ledger));

    [Fact]
    public async Task Each_share_has_its_code_in_digits_and_to_be_scanned_and_the_list_names_nobody()
    {
        var (order, open, hidden) = await OpenedAsync();
        var handout = await ledger.Done(TamDuong.Cashier, new GetHandout(Fund, order));
        var list = await PrintedAsync(order);
        var text = await TextOf(list.Pdf);
        foreach (var line in handout.Lines.Where(line => !line.IsSealed))
        {
            Assert.Contains($"{line.Code[..4]} {line.Code[4..]}", text, StringComparison.Ordinal);
            Assert.Contains(line.Child, text, StringComparison.Ordinal);
        }

        var shut = handout.Lines.Single(line => line.IsSealed);
        Assert.DoesNotContain(hidden, text, StringComparison.Ordinal);
        Assert.DoesNotContain(shut.Code[..4] + " " + shut.Code[4..], text, StringComparison.Ordinal);
        foreach (var word in (string[])["Trẻ Thử Nghiệm", "Người Giám Hộ", "nghèo", "bệnh"])
        {
            Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(
            handout.Lines.Where(line => !line.IsSealed).Select(line => $"{Fund}/{order}/{line.Code}").Order(StringComparer.Ordinal),
            await ScannedAsync(list.Pdf));
        var slip = await PrintedAsync(order, shut.LineNo);
        Assert.Equal([$"{Fund}/{order}/{shut.Code}"], await ScannedAsync(slip.Pdf));
        var slipText = await TextOf(slip.Pdf);
        Assert.Contains(hidden, slipText, StringComparison.Ordinal);
        Assert.DoesNotContain(open[0], slipText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_printed_again_says_so_and_each_printing_is_written_down()
    {
        var (order, _, _) = await OpenedAsync();
        var first = await PrintedAsync(order);
        var second = await PrintedAsync(order);
        var named = await PrintedAsync(order, withNames: true);
        Assert.Equal((1, 2, 1), (first.Copy, second.Copy, named.Copy));
        Assert.DoesNotContain("Bản in lần", await TextOf(first.Pdf), StringComparison.Ordinal);
        var again = await TextOf(second.Pdf);
        Assert.Contains("Bản in lần 2", again, StringComparison.Ordinal);
        Assert.Contains($"LC-{order}", again, StringComparison.Ordinal);
        Assert.Equal(await ScannedAsync(first.Pdf), await ScannedAsync(second.Pdf));
        await VerifiedAsync();
    }

    [Fact]
    public async Task The_copy_with_names_says_who_printed_it_and_each_name_is_a_look_that_is_written_down()
    {
        var (order, open, hidden) = await OpenedAsync();
        Assert.Equal(0, await LooksAsync(open));
        await PrintedAsync(order);
        Assert.Equal(0, await LooksAsync(open));
        var named = await TextOf((await PrintedAsync(order, withNames: true)).Pdf);
        Assert.Contains("Trẻ Thử Nghiệm", named, StringComparison.Ordinal);
        Assert.Contains("Người Giám Hộ", named, StringComparison.Ordinal);
        Assert.Contains("Thủ quỹ ·", named, StringComparison.Ordinal);
        Assert.Contains("không niêm yết", named, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, named, StringComparison.Ordinal);
        Assert.Equal((open.Length, 0), (await LooksAsync(open), await LooksAsync(hidden)));
        foreach (var user in (string[])[TamDuong.Accountant, TamDuong.Officer, TamDuong.Auditor, TamDuong.Approver])
        {
            var own = user == TamDuong.Officer ? TamDuong.BinhLu : Fund;
            Assert.IsType<HandoutNotFound>((await ledger.Send(user, Printing(order, null, true) with { Fund = own })).Error);
        }

        var shut = (await ledger.Done(TamDuong.Cashier, new GetHandout(Fund, order))).Lines.Single(line => line.IsSealed).LineNo;
        var slip = await TextOf((await PrintedAsync(order, shut, withNames: true)).Pdf);
        Assert.DoesNotContain("Trẻ Thử Nghiệm", slip, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_list_is_kept_without_what_the_camera_wrote_and_each_look_at_it_is_written_down()
    {
        var (order, open, hidden) = await OpenedAsync();
        var shut = (await ledger.Done(TamDuong.Cashier, new GetHandout(Fund, order))).Lines.Single(line => line.IsSealed).LineNo;
        await ledger.Done(TamDuong.Cashier, Keeping(order, null, Photo));
        await ledger.Done(TamDuong.Accountant, Keeping(order, shut, Photo));
        Assert.IsType<SignedListUnusable>((await ledger.Send(TamDuong.Cashier, Keeping(order, null, "<svg/>"u8.ToArray()))).Error);
        Assert.IsType<SignedListUnusable>((await ledger.Send(TamDuong.Cashier, Keeping(order, null, Photo[..12]))).Error);
        Assert.IsType<SignedPaperUnknown>((await ledger.Send(TamDuong.Cashier, Keeping(order, shut == 1 ? 2 : 1, Photo))).Error);
        Assert.IsType<HandoutNotFound>((await ledger.Send(TamDuong.Approver, Keeping(order, null, Photo))).Error);
        Assert.IsType<HandoutNotFound>((await ledger.Send(TamDuong.Officer, new GetSignedLists(Fund, order))).Error);
        Assert.Equal(0, await ledger.Ask<long>(ClearSql, new { Content = Scan }));

        var sheet = await ledger.Done(TamDuong.Auditor, new GetSignedLists(Fund, order));
        Assert.Equal([(null, false), (shut, true)], sheet.Lists.Select(list => ((int?)list.LineNo, list.IsShut)));
        Assert.Empty(sheet.ToKeep);
        var opened = await ledger.Done(TamDuong.Auditor, new OpenSignedList(Fund, Guid.NewGuid(), Fund, order, 1));
        Assert.Equal([0xFF, 0xD8, .. Scan], await BytesAsync(opened.File!));
        Assert.Equal((open.Length, 0), (await LooksAsync(open, TamDuong.Auditor), await LooksAsync([hidden], TamDuong.Auditor)));
        var closed = await ledger.Send(TamDuong.Auditor, new OpenSignedList(Fund, Guid.NewGuid(), Fund, order, 2));
        Assert.Equal(hidden, Assert.IsType<SlipOfSealedCase>(closed.Error).Child);
        Assert.Equal(2, (await books.Sheet(order)).SignedLists);
        await VerifiedAsync();
    }

    private async Task<(int Order, string[] Open, string Hidden)> OpenedAsync()
    {
        var pool = $"K{Guid.NewGuid():N}"[..12].ToUpperInvariant();
        await ledger.Given.Pool(pool);
        await ledger.Given.Receipt(pool, 2_000_000);
        var open = await ledger.Given.Children(2);
        var hidden = (await ledger.Given.Children(1, "g09", "poor"))[0];
        var order = await books.Ordered(books.Cash(await ledger.Given.Approved(pool, [.. open, hidden])));
        Assert.IsType<HandoutNotOpened>((await ledger.Send(TamDuong.Cashier, Printing(order, null, false))).Error);
        await ledger.Done(TamDuong.Cashier, new OpenHandout(Fund, Guid.NewGuid(), Fund, order));
        return (order, open, hidden);
    }

    private static PrintCodes Printing(int order, int? line, bool withNames) =>
        new(Fund, Guid.NewGuid(), Fund, order, line, withNames, PaperLanguage.Vietnamese);

    private static AttachSignedList Keeping(int order, int? line, byte[] content) =>
        new(Fund, Guid.NewGuid(), Fund, order, line, new SignedScan(content));

    private async Task<(int Copy, byte[] Pdf)> PrintedAsync(int order, int? line = null, bool withNames = false)
    {
        var printed = await ledger.Done(TamDuong.Cashier, Printing(order, line, withNames));
        return (printed.Copy, await BytesAsync(printed.File!));
    }

    private Task<long> LooksAsync(string code) => LooksAsync([code]);

    private Task<long> LooksAsync(string[] codes, string by = TamDuong.Cashier) => ledger.Ask<long>(LooksSql, new { Codes = codes, By = by });

    private async Task VerifiedAsync()
    {
        var verification = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verification.Passes, pass => Assert.True(pass.State != PassState.Wrong, $"{pass.Name}: {pass.FirstWrong?.Sentence.En}"));
    }

    private static async Task<byte[]> BytesAsync(ExportedFile file)
    {
        await using var owned = file;
        using var memory = new MemoryStream();
        await file.Content.CopyToAsync(memory, Ledger.Token);
        return memory.ToArray();
    }

    private static Task<string> TextOf(byte[] pdf) => Tool.RunAsync("pdftotext", ["-layout", "-enc", "UTF-8", "-", "-"], pdf);

    // What a scanner reads from the paper, drawn as a printer would draw it.
    private static async Task<IEnumerable<string>> ScannedAsync(byte[] pdf)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            await Tool.RunAsync("pdftoppm", ["-gray", "-r", "150", "-", Path.Combine(folder.FullName, "p")], pdf);
            return [.. folder.GetFiles("*.pgm").SelectMany(page => CodesOn(File.ReadAllBytes(page.FullName))).Order(StringComparer.Ordinal)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string[] CodesOn(byte[] pgm)
    {
        // Three words of a head, one byte a point.
        var words = System.Text.Encoding.ASCII.GetString(pgm, 0, 40).Split([' ', '\n'], 5);
        var (width, height) = (int.Parse(words[1], null), int.Parse(words[2], null));
        var page = new RGBLuminanceSource(pgm[^(width * height)..], width, height, RGBLuminanceSource.BitmapFormat.Gray8);
        var reader = new BarcodeReaderGeneric { Options = new DecodingOptions { PossibleFormats = [BarcodeFormat.QR_CODE], TryHarder = true } };
        return [.. (reader.DecodeMultiple(page) ?? []).Select(found => found.Text)];
    }
}
