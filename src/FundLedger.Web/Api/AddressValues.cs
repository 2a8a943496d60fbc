using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using FundLedger.Domain.Statements;
using FundLedger.Features.Statements;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Web.Api;

/// <summary>A month in an address, written yyyy-MM.</summary>
internal sealed record Month(LocalDate FirstDay)
{
    public static bool TryParse(string text, [NotNullWhen(true)] out Month? month)
    {
        var read = YearMonthPattern.Iso.Parse(text);
        month = read.Success ? new Month(read.Value.OnDayOfMonth(1)) : null;
        return read.Success;
    }
}

/// <summary>A day in an address, written yyyy-MM-dd.</summary>
internal sealed record Day(LocalDate Date)
{
    public static bool TryParse(string text, [NotNullWhen(true)] out Day? day)
    {
        var read = LocalDatePattern.Iso.Parse(text);
        day = read.Success ? new Day(read.Value) : null;
        return read.Success;
    }
}

/// <summary>A quarter, half or whole year in an address: 2021-Q3, 2021-H1, 2021.</summary>
internal sealed record PeriodCode(ReportPeriod Period)
{
    public static bool TryParse(string text, [NotNullWhen(true)] out PeriodCode? code)
    {
        code = ReportPeriod.Parse(text) is { } period ? new PeriodCode(period) : null;
        return code is not null;
    }
}

/// <summary>How many rows are wanted, 1 to 10000.</summary>
internal sealed record Rows(int Count)
{
    private const int Most = 10_000;

    public static bool TryParse(string text, [NotNullWhen(true)] out Rows? rows)
    {
        var isCount = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= Most;
        rows = isCount ? new Rows(count) : null;
        return isCount;
    }
}

/// <summary>Which closing of a month, from 1.</summary>
internal sealed record ClosingVersion(int Number)
{
    public static bool TryParse(string text, [NotNullWhen(true)] out ClosingVersion? version)
    {
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1;
        version = isNumber ? new ClosingVersion(number) : null;
        return isNumber;
    }
}

/// <summary>A kind of file: pdf, xlsx, csv, hledger, ledger, beancount or proof.</summary>
internal sealed record FileKind(ExportFormat Format)
{
    public static bool TryParse(string text, [NotNullWhen(true)] out FileKind? kind)
    {
        kind = text switch
        {
            "pdf" => new FileKind(ExportFormat.Pdf),
            "xlsx" => new FileKind(ExportFormat.Xlsx),
            "csv" => new FileKind(ExportFormat.Csv),
            "json" => new FileKind(ExportFormat.Json),
            "hledger" => new FileKind(ExportFormat.Hledger),
            "ledger" => new FileKind(ExportFormat.Ledger),
            "beancount" => new FileKind(ExportFormat.Beancount),
            "proof" => new FileKind(ExportFormat.Proof),
            _ => null,
        };
        return kind is not null;
    }
}
