using System.Text;
using FundLedger.Domain;
using FundLedger.Features.Children;
using FundLedger.Features.Imports;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Imports.SampleChildren;

namespace FundLedger.IntegrationTests.Imports;

/// <summary>What an import is allowed, what it leaves behind, and what it must not.</summary>
public sealed class ImportTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string ChildrenSql = "SELECT count(*) FROM beneficiaries";
    private const string EndsSql = "SELECT count(*) FROM import_ends WHERE import_id = @Import";

    private const string EvidenceSql = """
        SELECT c.class_code || ' ' || coalesce(c.subgroup_no::text, '-') || ' ' || c.valid_from || ' ' || c.evidence_kind || ' ' || c.evidence_number
        FROM beneficiary_classes c ORDER BY c.beneficiary_code DESC LIMIT 1
        """;

    private const string HouseholdsSql = "SELECT count(DISTINCT household_code) FROM beneficiaries WHERE beneficiary_code = ANY (@Codes)";

    private string Shelf => Path.Combine(ledger.Folder, "vault.key.imports");

    [Fact]
    public async Task Whatever_a_row_says_is_kept_the_name_in_the_vault_and_the_rest_in_the_register()
    {
        object?[] header = [.. Header, "Tiểu nhóm", "Thuộc nhóm từ ngày", "Giấy tờ chứng minh", "Số giấy tờ", "Ngày giấy tờ", "Xã"];
        object?[] row = [.. Row(700, (4, "4")), 2, "01/03/2020", "giấy xác nhận", "12/GXN", "05/03/2020", "xã Bình Lư"];
        var (import, check) = await CheckedAsync(SampleWorkbook.Of(header, row));
        Assert.Equal(1, check.Counts.Good);
        await CommitAsync(import, check);
        Assert.Equal("g04 2 2020-03-01 giấy xác nhận 12/GXN", await ledger.Ask<string>(EvidenceSql));
        var code = await ledger.Ask<string>("SELECT max(beneficiary_code) FROM beneficiaries");
        var opened = await ledger.Done(TamDuong.Officer, new OpenIdentity(TamDuong.BinhLu, Guid.NewGuid(), code, "Kiểm tra bản nhập"));
        Assert.Equal((Name(700), Guardian(700)), (opened.Identity!.FullName, opened.Identity.GuardianName));
        Assert.Equal("registered", await ledger.Ask<string>("SELECT event FROM child_events WHERE beneficiary_code = @code", new { code }));
    }

    [Fact]
    public async Task Only_its_sender_sees_it_and_ends_it()
    {
        var (import, check) = await CheckedAsync(File(Row(701)));
        foreach (var user in (string[])[TamDuong.Accountant, TamDuong.Approver, TamDuong.OtherOfficer, "khongai"])
        {
            Assert.IsAssignableFrom<NotFound>((await ledger.Send(user, new GetImport(TamDuong.BinhLu, import))).Error);
            Assert.IsAssignableFrom<NotFound>((await ledger.Send(user, new GetImportResult(TamDuong.BinhLu, import))).Error);
            Assert.IsAssignableFrom<NotFound>((await ledger.Send(user, Commit(import, check))).Error);
            Assert.IsAssignableFrom<NotFound>(
                (await ledger.Send(user, new CancelImport(TamDuong.BinhLu, Guid.NewGuid(), import))).Error);
        }

        Assert.IsType<RoleMissing>((await ledger.Send(TamDuong.Accountant, Upload(File(Row(702))))).Error);
    }

    [Fact]
    public async Task Nothing_of_the_file_lies_anywhere_in_clear_and_after_its_end_nothing_of_it_lies_at_all()
    {
        var (import, check) = await CheckedAsync(Csv(new UTF8Encoding(false), ';', Row(703), Row(704, (2, "31/31/2016"))));
        var folder = Path.Combine(Shelf, import.ToString());
        Assert.NotEmpty(Directory.GetFiles(folder));
        foreach (var file in Directory.GetFiles(folder))
        {
            var bytes = await System.IO.File.ReadAllBytesAsync(file, Ledger.Token);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Name(703))));
        }

        await CommitAsync(import, check);
        Assert.Equal(["key", "result"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var (other, _) = await CheckedAsync(File(Row(705)));
        await ledger.Done(TamDuong.Officer, new CancelImport(TamDuong.BinhLu, Guid.NewGuid(), other));
        Assert.False(Directory.Exists(Path.Combine(Shelf, other.ToString())));
        Assert.IsType<ImportEnded>((await ledger.Send(TamDuong.Officer, new GetImport(TamDuong.BinhLu, other))).Error);
    }

    [Fact]
    public async Task A_file_that_nobody_ended_is_gone_after_a_day()
    {
        var (import, check) = await CheckedAsync(File(Row(706)));
        var shelf = VaultKey.In(ledger.Folder).Imports;
        Assert.True(shelf.Has(import));
        shelf.Sweep(ledger.Clock.GetCurrentInstant() + NodaTime.Duration.FromHours(23));
        Assert.True(shelf.Has(import));
        shelf.Sweep(ledger.Clock.GetCurrentInstant() + NodaTime.Duration.FromHours(25));
        Assert.False(shelf.Has(import));
        Assert.IsType<ImportExpired>((await ledger.Send(TamDuong.Officer, Commit(import, check))).Error);
    }

    [Fact]
    public async Task What_is_sent_twice_is_added_once_and_what_was_imported_before_is_told()
    {
        var file = File(Row(707), Row(708));
        var (import, check) = await CheckedAsync(file);
        var commit = Commit(import, check);
        var first = await ledger.Done(TamDuong.Officer, commit);
        Assert.Equal(first, await ledger.Done(TamDuong.Officer, commit));
        Assert.IsType<ImportEnded>((await ledger.Send(TamDuong.Officer, Commit(import, check))).Error);
        var again = await ledger.Done(TamDuong.Officer, Upload(file));
        Assert.Equal(TamDuong.Officer, again.EarlierBy);
        Assert.NotNull(again.EarlierAt);
        Assert.Equal(1, await ledger.Ask<long>(EndsSql, new { Import = import }));
    }

    [Fact]
    public async Task All_rows_are_added_only_where_all_are_good()
    {
        var (import, check) = await CheckedAsync(File(Row(709), Row(710, (2, null)), Row(711)));
        Assert.Equal(new ImportHasBadRows(1, 0), (await ledger.Send(
            TamDuong.Officer, Commit(import, check) with { Rows = ImportedRows.All })).Error);
        var before = await ledger.Ask<long>(ChildrenSql);
        Assert.Equal(2, (await CommitAsync(import, check)).Added);
        Assert.Equal(before + 2, await ledger.Ask<long>(ChildrenSql));
    }

    [Fact]
    public async Task Who_registers_a_child_meanwhile_is_noticed()
    {
        var (import, check) = await CheckedAsync(File(Row(712)));
        var (other, seen) = await CheckedAsync(File(Row(712)));
        await CommitAsync(other, seen);
        Assert.IsType<ImportSeenOutdated>((await ledger.Send(TamDuong.Officer, Commit(import, check))).Error);
        var again = await ledger.Done(TamDuong.Officer, new CheckImport(TamDuong.BinhLu, Guid.NewGuid(), import, null));
        Assert.Equal(1, again.Counts.AlreadyIn);
    }

    [Fact]
    public async Task Siblings_join_one_household_and_twice_the_same_label_of_another_file_another_one()
    {
        var (import, check) = await CheckedAsync(File(Row(713, (5, "Nhà 1")), Row(714, (5, "nhà 1")), Row(715, (5, "Nhà 2")), Row(716)));
        await CommitAsync(import, check);
        var codes = await ledger.List<string>("SELECT beneficiary_code FROM beneficiaries ORDER BY 1 DESC LIMIT 4");
        Assert.Equal(3, await ledger.Ask<long>(HouseholdsSql, new { Codes = codes.ToArray() }));
    }

    [Fact]
    public async Task The_result_gives_codes_and_reasons_and_runs_no_formula()
    {
        var (import, check) = await CheckedAsync(File(Row(717), Row(718, (2, new DateCell(80000)), (7, "=cmd|' /C calc'!A0"))));
        await CommitAsync(import, check);
        await using var result = await ledger.Done(TamDuong.Officer, new GetImportResult(TamDuong.BinhLu, import));
        using var memory = new MemoryStream();
        await result.Content.CopyToAsync(memory, Ledger.Token);
        using var table = OpenTable.Of(memory.ToArray()).Value;
        var rows = table.Rows(0).Concat(table.Rows(1)).SelectMany(row => row.Cells).ToList();
        Assert.Contains(rows, cell => cell.Text == "=cmd|' /C calc'!A0" && !cell.IsFormula);
        Assert.Contains(rows, cell => cell.Text == Name(717));
        Assert.Contains(rows, cell => cell.Text.StartsWith("TE-", StringComparison.Ordinal));
        Assert.Contains(rows, cell => cell.Text.Contains("C3: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_that_the_database_refuses_takes_all_others_with_it()
    {
        var (import, check) = await CheckedAsync(File(Row(719), Row(720, (6, "Người Giám Hộ Lạ"))));
        var before = await ledger.Ask<long>(ChildrenSql);
        // The second of the two codes that come next, whether or not the sequence has given one yet.
        var second = await ledger.Ask<string>(
            "SELECT 'TE-' || lpad((last_value + CASE WHEN is_called THEN 2 ELSE 1 END)::text, 6, '0') FROM beneficiary_numbers");
        await OwnAsync($"ADD CONSTRAINT full_now CHECK (beneficiary_code < '{second}') NOT VALID");
        try
        {
            Assert.IsType<PromiseKept>((await ledger.Send(TamDuong.Officer, Commit(import, check))).Error);
            Assert.Equal(before, await ledger.Ask<long>(ChildrenSql));
            Assert.Equal(0, await ledger.Ask<long>(EndsSql, new { Import = import }));
        }
        finally
        {
            await OwnAsync("DROP CONSTRAINT full_now");
        }

        Assert.Equal(2, (await CommitAsync(import, check)).Added);
    }

    private Task<int> OwnAsync(string change) =>
        OwnerSql.ExecuteAsync(ledger.Database.Owner, "ALTER TABLE identity_vault " + change, null, Ledger.Token);

    private async Task<(Guid Import, ImportChecked Check)> CheckedAsync(byte[] file)
    {
        var sent = await ledger.Done(TamDuong.Officer, Upload(file));
        return (sent.Import, await ledger.Done(TamDuong.Officer, new CheckImport(TamDuong.BinhLu, Guid.NewGuid(), sent.Import, null)));
    }

    private Task<ImportCommitted> CommitAsync(Guid import, ImportChecked check) =>
        ledger.Done(TamDuong.Officer, Commit(import, check));

    private static CommitImport Commit(Guid import, ImportChecked check) =>
        new(TamDuong.BinhLu, Guid.NewGuid(), import, ImportedRows.Good, check.Seen);

    private static UploadImport Upload(byte[] file) => new(TamDuong.BinhLu, Guid.NewGuid(), "children", "Danh sách thử", file);
}
