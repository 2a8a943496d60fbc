using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Features.Books;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Reports;

public sealed record FrozenReportUnknown(int Number) : NotFound($"There is no frozen report {Number}.");

/// <summary>The books give other figures than those that were frozen: they need to be verified before anything is sent.</summary>
public sealed record FrozenReportDiffers(int Number)
    : Refused($"The books no longer give the figures of frozen report {Number}: they were changed around the program.");

/// <summary>Finds and opens frozen reports, as far as the reader keeps or checks the books of the fund.</summary>
internal sealed class FrozenReports(Db db, ReportReader reports, ReportFrames frames)
{
    private const string ListSql = """
        SELECT r.freeze_no AS number, r.fund_id, r.report, r.occasion_code AS occasion, o.name_vi AS occasion_vi, o.name_en AS occasion_en,
            r.from_date AS "from", r.cut_off, r.to_date AS "to", r.follows, r.log_no, encode(r.log_hash, 'hex') AS log_hash,
            encode(r.digest, 'hex') AS digest, r.frozen_at AS at, coalesce(u.display_name, r.frozen_by) AS by,
            (SELECT max(x.freeze_no) FROM report_freezes x WHERE x.fund_id = r.fund_id AND x.follows = r.freeze_no) AS followed_by
        FROM report_freezes r LEFT JOIN occasions o USING (occasion_code) LEFT JOIN users u ON u.user_name = r.frozen_by
        WHERE r.fund_id = @FundId AND (@Number::int IS NULL OR r.freeze_no = @Number) ORDER BY r.freeze_no DESC
        """;

    private readonly ReportFigureReader figures = new(db);

    /// <summary>The fund, if the reader may have its reports.</summary>
    public async Task<Result<BookFund>> FundAsync(string code, CancellationToken token)
    {
        var funds = await db.ListAsync<BookFund>(BookSql.Funds, new { Fund = code, WithUnits = false }, token);
        if (funds.Count == 0) return new FundNotFound(code);
        return funds[0].MayRead ? funds[0]
            : new RoleMissing($"The reports of {code} are read by its accountants, approvers and auditors.");
    }

    public Task<IReadOnlyList<FrozenReport>> ListAsync(int fundId, int? number, CancellationToken token) =>
        db.ListAsync<FrozenReport>(ListSql, new { FundId = fundId, Number = number }, token);

    public async Task<Result<FrozenReport>> FindAsync(int fundId, int number, CancellationToken token) =>
        (await ListAsync(fundId, number, token)) is [var found] ? found : new FrozenReportUnknown(number);

    /// <summary>The report as it was sent, computed again; a refusal where the books do not give it any more.</summary>
    public async Task<Result<OpenReport>> OpenAsync(BookFund fund, FrozenReport frozen, CancellationToken token)
    {
        var scope = frozen.Scope(fund.OpenedOn);
        var read = await figures.ReadAsync(scope, token);
        if (read.Error is StatementDoesNotAddUp flaw) return flaw;
        var digest = ReportDigest.Of(ReportDigest.TextOf(scope, frozen.Report, read.Value));
        if (digest != frozen.Digest) return new FrozenReportDiffers(frozen.Number);
        Result<OpenReport> opened = frozen.Report == ReportForms.Publication.Code
            ? await PublishedAsync(fund, frozen, read.Value, token)
            : await reports.OpenAsync(frozen.Head(fund), read.Value, ReportShade.None, ReportShade.None, token);
        if (opened.Error is { } refusal) return refusal;
        return opened.Value with { Frame = await frames.OfFrozenAsync(frozen.FundId, frozen.Number, token) };
    }

    // The same figures as for those inside, without the small counts: of other days these could not be told from what was shared before.
    private async Task<Result<OpenReport>> PublishedAsync(BookFund fund, FrozenReport frozen, ReportFigures read, CancellationToken token)
    {
        var (from, to) = (frozen.From, frozen.To);
        if (Publication.PeriodOf(from, to, fund.OpenedOn) is not { } period) return new SharedPeriodOdd(from, to);
        var head = frozen.Head(fund);
        var said = await Publication.SaidAsync(db, frozen, token);
        var (shade, before) = await reports.ShadesAsync(frozen.Scope(fund.OpenedOn), period, read, token);
        return await reports.OpenAsync(head with { Narrowed = [said, .. head.Narrowed, Publication.Note] }, read, shade, before, token);
    }
}
