using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Packs;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Setup;
using FundLedger.Features.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Statements;

/// <summary>An auditor's pack is whole, agrees with itself, is the same bytes again, and names no child.</summary>
public sealed class PackTests(FirstQuarter quarter) : IClassFixture<FirstQuarter>, IDisposable
{
    private const string AccountantOfACommune = "ketoan.xa";

    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-pack-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Each_digest_and_size_is_what_the_manifest_says_and_no_file_is_unnamed()
    {
        using var zip = await Open();
        using var manifest = JsonDocument.Parse(await zip.Bytes("manifest.json"));
        var files = manifest.RootElement.GetProperty("files").EnumerateArray().ToList();
        foreach (var file in files)
        {
            var bytes = await zip.Bytes(file.GetProperty("name").GetString()!);
            Assert.Equal(bytes.Length, file.GetProperty("size").GetInt64());
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), file.GetProperty("sha256").GetString());
        }

        var named = files.Select(file => file.GetProperty("name").GetString()).Append("manifest.json").Append("SHA256SUMS");
        Assert.Equal(zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
        var sums = Encoding.ASCII.GetString(await zip.Bytes("SHA256SUMS")).TrimEnd().Split('\n');
        Assert.Equal(files.Count + 1, sums.Length);
        Assert.Contains($"{Convert.ToHexStringLower(SHA256.HashData(await zip.Bytes("manifest.json")))}  manifest.json", sums);
        Assert.NotEmpty(manifest.RootElement.GetProperty("leftOut").EnumerateArray());
    }

    [Fact]
    public async Task The_figures_of_its_files_agree()
    {
        using var zip = await Open();
        var statement = await quarter.Statement();
        var handouts = await zip.Csv("4-danh-sach/phat-theo-ma.csv");
        Assert.Equal(statement.Given.Dong, handouts.Skip(1).Sum(row => row[6].Number()));
        var balance = await zip.Csv("3-so-ke-toan/so-trial-balance");
        var liquid = balance.Where(row => row[0] == "line" && row[1].StartsWith("11", StringComparison.Ordinal)).Sum(row => row[9].Number());
        Assert.Equal(statement.Figures.Closing.Dong, liquid);
        var places = await zip.Csv("3-so-ke-toan/so-cash");
        var cash = places.Last(row => row[0] == "closing");
        var bank = (await zip.Csv("3-so-ke-toan/so-bank")).Last(row => row[0] == "closing");
        Assert.Equal(statement.Figures.Closing.Dong, cash[8].Number() + bank[7].Number());
        var register = await zip.Csv("3-so-ke-toan/so-vouchers");
        var vouchers = await quarter.Ledger.Ask<int>("SELECT count(*)::int FROM vouchers WHERE voucher_date <= @To", new { FirstQuarter.To });
        Assert.Equal(vouchers, register.Count(row => row[0] == "line"));
        Assert.DoesNotContain(register.SelectMany(row => row), cell => cell.Contains("THIẾU", StringComparison.Ordinal));
        var journal = await zip.Text("2-nhat-ky-tinh-lai/", ".journal");
        Assert.Contains(statement.Digest, journal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decisions_closings_and_the_log_are_told_with_their_hashes()
    {
        using var zip = await Open();
        var log = (await zip.Csv("4-danh-sach/nhat-ky.csv")).Skip(1).ToList();
        var closing = await quarter.Ledger.Ask<long>("SELECT max(log_no) FROM closed_periods");
        Assert.Equal(closing, log[^1][0].Number());
        Assert.Equal(Enumerable.Range((int)log[0][0].Number(), log.Count).Select(no => (long)no), log.Select(row => row[0].Number()));
        var hashes = log.Select(row => row[6]).ToHashSet();
        var approvals = (await zip.Csv("4-danh-sach/phe-duyet.csv")).Skip(1).ToList();
        Assert.Contains(approvals, row => row[7] == "approved" && row[11] == TamDuong.Approver);
        Assert.All(approvals, row => Assert.Contains(row[16], hashes));
        var closings = (await zip.Csv("4-danh-sach/khoa-so.csv")).Skip(1).Where(row => row[1] == "closed").ToList();
        Assert.Equal(["2021-01", "2021-02", "2021-03"], closings.Select(row => row[0]));
        Assert.All(closings, row => Assert.Contains(row[9], hashes));
    }

    [Fact]
    public async Task The_enclosed_proof_proves_the_enclosed_papers()
    {
        using var zip = await Open();
        var proof = await Extract(zip, "1-sao-ke/", ".proof.zip");
        var key = CheckpointKey.FindPublic(quarter.Ledger.Folder)!;
        foreach (var ending in (string[])[".pdf", ".xlsx", ".csv", ".json"])
        {
            var verdict = VerifyStatement.Run(proof, key, await Extract(zip, "1-sao-ke/thu-chi-", ending));
            Assert.Equal((null, null), (verdict.Flaw, verdict.Gap));
        }
    }

    [Theory]
    [InlineData(PaperLanguage.Vietnamese)]
    [InlineData(PaperLanguage.English)]
    public async Task A_pack_of_closed_months_is_the_same_bytes_whatever_came_later(PaperLanguage language)
    {
        var first = await Pack(language);
        quarter.Ledger.Clock.Today = quarter.Ledger.Clock.Today.PlusDays(1);
        await quarter.OpenPool($"SAU{(int)language}", "Nguồn mở sau", "donation");
        var receipt = await quarter.Ledger.Given.Receipt("CHUNG", 700_000);
        await quarter.Reverse(receipt.EntryNo, "Ghi nhầm sau khi khóa sổ");
        await quarter.Ledger.Sign();
        Assert.Equal(Convert.ToHexString(SHA256.HashData(first)), Convert.ToHexString(SHA256.HashData(await Pack(language))));
    }

    [Fact]
    public async Task No_name_of_a_child_leaves()
    {
        using var zip = await Open();
        var digits = zip.Entries.Where(entry => entry.Name.EndsWith(".csv", StringComparison.Ordinal)
            || entry.Name.EndsWith(".txt", StringComparison.Ordinal) || entry.Name.EndsWith(".json", StringComparison.Ordinal)).ToList();
        Assert.True(digits.Count > 10, $"{digits.Count} files");
        foreach (var entry in digits)
        {
            var text = await zip.Text(entry.FullName);
            Assert.DoesNotContain("Trẻ Thử Nghiệm", text, StringComparison.Ordinal);
            Assert.DoesNotContain("xâm hại", text.ToLowerInvariant(), StringComparison.Ordinal);
        }

        var children = await quarter.Ledger.List<string>("SELECT DISTINCT beneficiary_code FROM postings WHERE beneficiary_code IS NOT NULL");
        var handouts = await zip.Csv("4-danh-sach/phat-theo-ma.csv");
        Assert.Subset(children.ToHashSet(), handouts.Skip(1).Select(row => row[5]).ToHashSet());
    }

    [Theory]
    [InlineData("DOC-TRUOC.txt", "có thể suy ra", "diễn giải chứng từ", "đường cong elliptic", "điểm đối chiếu nào được ký")]
    [InlineData("README.txt", "can be inferred", "texts of vouchers", "elliptic curve", "no checkpoint was signed at the closing")]
    [InlineData("manifest.json", "có thể suy ra", "can still be inferred", "Texts of vouchers, findings and notes are enclosed")]
    public async Task It_says_what_can_be_inferred_which_words_it_has_and_when_other_bytes_come(string file, params string[] said)
    {
        using var zip = await Open();
        var text = await zip.Text(file);
        Assert.All(said, words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Open_months_are_marked_and_odd_days_refused()
    {
        var odd = new ExportPack(Given.Fund, FirstQuarter.From, FirstQuarter.To.PlusDays(-1), PaperLanguage.Vietnamese);
        Assert.IsType<PackPeriodOdd>((await quarter.Ledger.Send(TamDuong.Auditor, odd)).Error);
        var coming = odd with { From = new LocalDate(2021, 4, 1), To = new LocalDate(2021, 6, 30) };
        Assert.IsType<Domain.Statements.StatementInFuture>((await quarter.Ledger.Send(TamDuong.Auditor, coming)).Error);
    }

    [Theory]
    [InlineData(TamDuong.Accountant)]
    [InlineData(TamDuong.Approver)]
    [InlineData(TamDuong.Officer)]
    [InlineData(AccountantOfACommune)]
    public async Task Only_the_auditors_of_the_fund_get_one(string user)
    {
        if (user == AccountantOfACommune)
        {
            var commune = new NewUser(user, "Kế toán xã", TamDuong.Password, true, [(TamDuong.BinhLu, "fund_accountant")]);
            await AddUser.RunAsync(quarter.Ledger.Database.Owner, commune, Ledger.Token);
        }

        var pack = new ExportPack(Given.Fund, FirstQuarter.From, FirstQuarter.To, PaperLanguage.Vietnamese);
        Assert.IsType<FundNotFound>((await quarter.Ledger.Send(user, pack)).Error);
        Assert.IsType<FundNotFound>((await quarter.Ledger.Send(user, new PreviewPack(pack.Fund, pack.From, pack.To))).Error);
    }

    [Fact]
    public async Task What_leaves_is_noted_with_the_digest_of_its_manifest()
    {
        var request = new ExportPack(Given.Fund, FirstQuarter.From, FirstQuarter.To, PaperLanguage.Vietnamese);
        var made = await quarter.Ledger.Done(TamDuong.Auditor, request);
        await using var file = made.File;
        await quarter.Ledger.Done(TamDuong.Auditor, PackNotes.Of(request, made));
        var before = (await quarter.Ledger.Done(TamDuong.Auditor, new PreviewPack(Given.Fund, FirstQuarter.From, FirstQuarter.To))).Before;
        Assert.Contains(made.Manifest, before[0].NarrowedTo, StringComparison.Ordinal);
        Assert.Equal(made.Rows, before[0].Rows);
    }

    private async Task<byte[]> Pack(PaperLanguage language)
    {
        var request = new ExportPack(Given.Fund, FirstQuarter.From, FirstQuarter.To, language);
        await using var file = (await quarter.Ledger.Done(TamDuong.Auditor, request)).File;
        using var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes, Ledger.Token);
        return bytes.ToArray();
    }

    private async Task<ZipArchive> Open() => new(new MemoryStream(await Pack(PaperLanguage.Vietnamese)), ZipArchiveMode.Read);

    private async Task<string> Extract(ZipArchive zip, string start, string end)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}{end}");
        await File.WriteAllBytesAsync(file, await zip.Bytes(start, end), Ledger.Token);
        return file;
    }
}
