using FundLedger.Domain;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Vouchers;

/// <summary>Counts one print of each voucher of a range; the file is then taken by the number of the run.</summary>
/// <param name="Type">The two letters before the number: PT, PC, …</param>
/// <param name="First">Lowest number; null for the first of the days.</param>
/// <param name="Last">Highest number; null for the last of the days.</param>
public sealed record PrintVouchers(
    string Fund, Guid Key, string Type, LocalDate From, LocalDate To, int? First = null, int? Last = null,
    PaperLanguage Language = PaperLanguage.Vietnamese) : ICommand<VouchersPrinted>
{
    /// <summary>So many fit into one file.</summary>
    public const int Most = 240;
}

/// <param name="Run">By which the file is taken.</param>
/// <param name="Again">How many of them had been printed before, and say so.</param>
public sealed record VouchersPrinted(int Run, int Count, int Again);

public sealed record NothingToPrint() : Refused("No voucher lies in that range.");

public sealed record TooManyToPrint(int Count)
    : Refused($"{Count} vouchers are more than the {PrintVouchers.Most} that are printed together.");

internal sealed class PrintVouchersHandler(Db db, VoucherChoice choice) : IRequestHandler<PrintVouchers, Result<VouchersPrinted>>
{
    private const string PrintSql = """
        SELECT print_vouchers(f.fund_id, @Language, @Type, @Year, @Nos) FROM funds f WHERE f.code = @Fund
        """;

    public async Task<Result<VouchersPrinted>> Handle(PrintVouchers request, CancellationToken cancellationToken)
    {
        var range = VoucherRange.Of(request.Type, request.From, request.To, request.First, request.Last);
        if (range.Error is { } error) return error;
        var found = await choice.ListAsync(request.Fund, range.Value, cancellationToken);
        if (found.Count == 0) return new NothingToPrint();
        if (found.Count > PrintVouchers.Most) return new TooManyToPrint(found.Count);
        var nos = found.Select(voucher => voucher.No).ToArray();
        var what = new { request.Fund, Language = request.Language.Tag(), request.Type, range.Value.Year, Nos = nos };
        var run = await db.SingleAsync<int>(PrintSql, what, cancellationToken);
        return new VouchersPrinted(run, found.Count, found.Count(voucher => voucher.Prints > 0));
    }
}
