using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Features.Norms;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Features.Disbursements;

/// <summary>A request as it would be typed again, by the names of the fields of its form.</summary>
internal sealed record AskedBefore
{
    public const string Sql = """
        SELECT d.support_kind, d.occasion_code, d.occasion_year, d.need, d.judged_on, p.code AS pool, t.payee_kind, t.payee_institution,
            t.urgent_reason
        FROM disbursements d JOIN pools p USING (fund_id, pool_id) LEFT JOIN request_terms t USING (fund_id, disbursement_id)
        WHERE d.fund_id = @FundId AND d.disbursement_id = @Id
        """;

    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("dd'/'MM'/'uuuu");

    public string SupportKind { get; init; } = "";

    public string? OccasionCode { get; init; }

    public int? OccasionYear { get; init; }

    public string? Need { get; init; }

    public LocalDate JudgedOn { get; init; }

    public string Pool { get; init; } = "";

    public string? PayeeKind { get; init; }

    public string? PayeeInstitution { get; init; }

    public string? UrgentReason { get; init; }

    public string Form => OccasionCode is not null ? "gifts"
        : SupportKind == RequestSurgeryHandler.Surgery && Need is not null ? "surgery" : "support";

    /// <summary>What the address of the form says beside its name.</summary>
    public string PlaceOf(IReadOnlyList<LineAsked> lines) => Form switch
    {
        "gifts" => string.Create(CultureInfo.InvariantCulture, $"{OccasionCode}/{OccasionYear}"),
        "surgery" => "",
        _ => lines[0].LineCode,
    };

    public Dictionary<string, string[]> FieldsOf(IReadOnlyList<LineAsked> lines, IReadOnlyList<GivenToo> given)
    {
        var fields = new Dictionary<string, string[]> { ["Pool"] = [Pool] };
        if (Form == "gifts") AddGifts(fields, lines);
        else AddCase(fields, lines[0], given);
        return fields.Where(field => field.Value is not [""]).ToDictionary();
    }

    private static void AddGifts(Dictionary<string, string[]> fields, IReadOnlyList<LineAsked> lines)
    {
        fields[GiftFields.Chosen] = [.. lines.Select(line => line.Recipient)];
        fields["Goods"] = [Typed(lines[0].Goods)];
        foreach (var line in lines) fields[GiftFields.AmountOf(line.Recipient)] = [Typed(line.Amount)];
    }

    private void AddCase(Dictionary<string, string[]> fields, LineAsked line, IReadOnlyList<GivenToo> given)
    {
        fields["Beneficiary"] = [line.Recipient];
        fields["Need"] = [Need ?? ""];
        fields["HappenedOn"] = [Day.Format(JudgedOn)];
        fields["CaseReference"] = [line.CaseReference ?? ""];
        fields["Variant"] = [line.Variant];
        fields["Cost"] = [Typed(line.Cost)];
        fields["Insurance"] = [Typed(line.Insurance)];
        // An empty field asks for what the norm gives.
        fields["Amount"] = [line.Amount == line.Allowed ? "" : Typed(line.Amount)];
        fields["Goods"] = [Typed(line.Goods)];
        fields["ReasonForAmount"] = [AmountChosen.In(line.ReasonsVi) ?? ""];
        fields["ExceptionNumber"] = [line.ExceptionNumber ?? ""];
        fields["ExceptionDate"] = [line.ExceptionDate is { } date ? Day.Format(date) : ""];
        fields["ExceptionReason"] = [line.ExceptionReason ?? ""];
        fields["Payee"] = [PayeeInstitution ?? PayeeKind ?? ""];
        fields["Urgent"] = [UrgentReason is null ? "" : "true"];
        fields["UrgentReason"] = [UrgentReason ?? ""];
        fields["CoFunderName"] = [.. given.Select(one => one.Name)];
        fields["CoFunderAmount"] = [.. given.Select(one => Typed(one.Amount))];
        foreach (var (quantity, count) in QuantitiesText.Read(line.Quantities))
        {
            fields[$"Quantities[{NormCodes.Quantities.Of(quantity)}]"] = [count.ToString(CultureInfo.InvariantCulture)];
        }
    }

    private static string Typed(Money? amount) => amount is { IsPositive: true } some ? some.ToString() : "";
}

/// <summary>A line of a request as it was asked for.</summary>
internal sealed record LineAsked
{
    public const string Sql = """
        SELECT coalesce(beneficiary_code, recipient) AS recipient, line_code, case_reference, variant, quantities::text AS quantities, cost,
            insurance, allowed, amount, goods, reasons_vi, exception_number, exception_date, exception_reason
        FROM disbursement_lines WHERE fund_id = @FundId AND disbursement_id = @Id ORDER BY line_no
        """;

    public string Recipient { get; init; } = "";

    public string LineCode { get; init; } = "";

    public string? CaseReference { get; init; }

    public string Variant { get; init; } = "";

    public string? Quantities { get; init; }

    public Money? Cost { get; init; }

    public Money? Insurance { get; init; }

    public Money Allowed { get; init; }

    public Money Amount { get; init; }

    public Money? Goods { get; init; }

    public string ReasonsVi { get; init; } = "";

    public string? ExceptionNumber { get; init; }

    public LocalDate? ExceptionDate { get; init; }

    public string? ExceptionReason { get; init; }
}
