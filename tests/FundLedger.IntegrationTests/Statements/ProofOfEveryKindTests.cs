using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Statements;

/// <summary>Whatever kind of entry the books hold, the statement is counted again from it, and no figure of it can be forged.</summary>
public sealed class ProofOfEveryKindTests(EveryKind year) : IClassFixture<EveryKind>, IDisposable
{
    private const string KindsSql = """
        SELECT (regexp_matches(pg_get_constraintdef(oid), '''([a-z_]+)''', 'g'))[1] FROM pg_constraint WHERE conname = 'journal_entries_kind_check'
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-proof-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_books_hold_every_kind_that_the_database_knows()
    {
        var known = await year.Ledger.List<string>(KindsSql);
        Assert.True(known.Count > 9, string.Join(' ', known));
        var written = await year.Ledger.List<string>("SELECT DISTINCT kind FROM journal_entries");
        Assert.Equal(known.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_whole_year_and_each_part_of_it_is_proven()
    {
        var statement = (await year.Ledger.Done(TamDuong.Auditor, new GetFundStatement(Given.Fund, EveryKind.From, EveryKind.To))).Figures;
        Assert.Equal((2, 2_000_000), (statement.Transfers.Count, statement.Pools.Sum(pool => pool.Lapsed.Dong)));
        Assert.Contains("12/QĐ-UBND", statement.Transfers[1].Decision, StringComparison.Ordinal);
        foreach (var (from, to) in ((LocalDate From, LocalDate To)[])
            [(EveryKind.From, EveryKind.To), (EveryKind.From, new(2021, 1, 31)), (new(2021, 2, 1), EveryKind.To), (new(2022, 1, 1), new(2022, 1, 5))])
        {
            var verdict = Verdict(await year.Proof(from, to));
            Assert.Equal((null, null), (verdict.Flaw, verdict.Gap));
        }
    }

    public static TheoryData<string, string> Forgeries => new()
    {
        { "decision", "transfer" }, { "no decision", "transfer" }, { "transfer", "transfer" }, { "transferred in", "pool-moved" },
        { "lapse", "balance" }, { "interest", "balance" }, { "source", "received" }, { "fee", "voucher" }, { "no transfers", "pool" },
    };

    private static Dictionary<string, Func<StatementFigures, StatementFigures>> Forged { get; } = new(StringComparer.Ordinal)
    {
        ["decision"] = f => Transfer(f, 1, moved => moved with { Decision = "13/QĐ-UBND, 03/01/2021" }),
        ["no decision"] = f => Transfer(f, 1, moved => moved with { Decision = null }),
        ["transfer"] = f => Transfer(f, 0, moved => moved with { FromPool = "TET", ToPool = "CHUNG" }),
        ["transferred in"] = f => f with
        {
            Transfers = [.. f.Transfers.Select(moved => moved with { Amount = moved.Amount + new Money(5) })],
            Pools = Each(f.Pools, pool => pool.HasTransfers, pool => pool with
            {
                TransferredIn = pool.TransferredIn + new Money(5), TransferredOut = pool.TransferredOut + new Money(5),
            }),
        },
        ["lapse"] = f => Pool(f with { Closing = f.Closing + new Money(5) }, "NSTINH", pool => pool with
        {
            Lapsed = pool.Lapsed - new Money(5), Closing = pool.Closing + new Money(5),
        }),
        ["interest"] = f => Pool(f, "LAI", pool => pool with { In = pool.In + new Money(5), Closing = pool.Closing + new Money(5) }) with
        {
            Closing = f.Closing + new Money(5),
            Receipts = Each(f.Receipts, line => line.Kind == "interest", line => line with { Amount = line.Amount + new Money(5) }),
            Vouchers = Each(f.Vouchers, line => line.Amount == new Money(50_000), line => line with { Amount = new(50_005) }),
        },
        ["source"] = f => f with
        {
            Receipts = Each(
                Each(f.Receipts, line => line.Kind == "interest", line => line with { Amount = line.Amount + new Money(5) }),
                line => line.Kind == "donation", line => line with { Amount = line.Amount - new Money(5) }),
        },
        ["fee"] = f => f with
        {
            Vouchers = Each(
                Each(f.Vouchers, line => line.Amount == new Money(-11_000), line => line with { Amount = new(-10_000) }),
                line => line.Amount == new Money(50_000), line => line with { Amount = new(49_000) }),
        },
        ["no transfers"] = f => f with
        {
            Transfers = [],
            Pools = [.. f.Pools.Select(pool => pool with
            {
                TransferredIn = Money.Zero, TransferredOut = Money.Zero, Opening = pool.Opening + pool.TransferredIn - pool.TransferredOut,
            })],
        },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_figure_of_such_an_entry_is_found_and_its_line_is_named(string forgery, string line)
    {
        var flaw = Verdict(ForgedProof.Stating(await year.Proof(EveryKind.From, EveryKind.To), Forged[forgery])).Flaw?.En;
        Assert.Contains("The entries give another statement", flaw, StringComparison.Ordinal);
        Assert.Contains($":{line} ", flaw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_forged_in_the_enclosed_terms_too_is_not_the_sealed_one()
    {
        var proof = ForgedProof.Stating(await year.Proof(EveryKind.From, EveryKind.To), Forged["decision"]);
        var forged = ForgedProof.Containing(proof, content => content with
        {
            Transfers = [.. content.Transfers.Select(terms => terms.Select(term => term == "12/QĐ-UBND" ? "13/QĐ-UBND" : term).ToArray())],
        });
        Assert.Equal("The terms of transfer 2 are not the sealed ones.", Verdict(forged).Flaw?.En);
        Assert.Equal("The terms of transfer 1 are not the sealed ones.", Verdict(ForgedProof.Containing(proof, c => c with { Transfers = [] })).Flaw?.En);
    }

    [Fact]
    public async Task The_terms_of_one_transfer_do_not_pass_for_another()
    {
        var swapped = ForgedProof.Containing(
            await year.Proof(EveryKind.From, EveryKind.To), content => content with { Transfers = [content.Transfers[0], content.Transfers[0]] });
        Assert.Equal("The terms of transfer 2 are not the sealed ones.", Verdict(swapped).Flaw?.En);
    }

    [Fact]
    public async Task A_package_of_before_transfers_were_enclosed_says_so_and_one_without_transfers_holds()
    {
        var old = ForgedProof.Containing(await year.Proof(EveryKind.From, EveryKind.To), content => content with { Version = 1 });
        Assert.Contains("version 1", Verdict(old).Gap?.En, StringComparison.Ordinal);
        var plain = ForgedProof.Containing(await year.Proof(new(2021, 2, 1), EveryKind.To), content => content with { Version = 1 });
        Assert.True(Verdict(plain).IsProven);
    }

    private StatementVerdict Verdict(byte[] proof)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.zip");
        File.WriteAllBytes(file, proof);
        return VerifyStatement.Run(file, CheckpointKey.FindPublic(year.Ledger.Folder), null);
    }

    private static StatementFigures Pool(StatementFigures f, string code, Func<PoolMovement, PoolMovement> change) =>
        f with { Pools = Each(f.Pools, pool => pool.Code == code, change) };

    private static StatementFigures Transfer(StatementFigures f, int place, Func<StatementTransfer, StatementTransfer> change) =>
        f with { Transfers = Each(f.Transfers, moved => moved == f.Transfers[place], change) };

    private static List<T> Each<T>(IEnumerable<T> lines, Func<T, bool> which, Func<T, T> change) =>
        [.. lines.Select(line => which(line) ? change(line) : line)];
}
