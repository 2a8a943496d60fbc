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
        AddGoods(fields, lines[0]);
        foreach (var line in lines) fields[GiftFields.AmountOf(line.Recipient)] = [Typed(line.Amount)];
    }

    // What was to come out of the stock is typed as items again: its value is found anew.
    private static void AddGoods(Dictionary<string, string[]> fields, LineAsked line)
    {
        fields["Goods"] = [Typed((line.Goods ?? Money.Zero) - (line.Stock ?? Money.Zero))];
        string[] items = ["Stock", "Other"];
        foreach (var (name, place) in items.Select((name, place) => (name, place)).Take(line.Items.Length))
        {
            fields[name + "Item"] = [line.Items[place].ToString(CultureInfo.InvariantCulture)];
            fields[name + "Quantity"] = [new Money(line.Quantities[place]).ToString()];
        }

        fields["StockOnly"] = [line.Stock is { IsPositive: true } && line.Goods == line.Amount ? "true" : ""];
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
        AddGoods(fields, line);
        fields["ReasonForAmount"] = [AmountChosen.In(line.ReasonsVi) ?? ""];
        fields["ExceptionNumber"] = [line.ExceptionNumber ?? ""];
        fields["ExceptionDate"] = [line.ExceptionDate is { } date ? Day.Format(date) : ""];
        fields["ExceptionReason"] = [line.ExceptionReason ?? ""];
        fields["Payee"] = [PayeeInstitution ?? PayeeKind ?? ""];
        fields["Urgent"] = [UrgentReason is null ? "" : "true"];
        fields["UrgentReason"] = [UrgentReason ?? ""];
        fields["CoFunderName"] = [.. given.Select(one => one.Name)];
        fields["CoFunderAmount"] = [.. given.Select(one => Typed(one.Amount))];
        foreach (var (quantity, count) in QuantitiesText.Read(line.Counted))
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
        SELECT coalesce(l.beneficiary_code, l.recipient) AS recipient, l.line_code, l.case_reference, l.variant,
            l.quantities::text AS counted, l.cost, l.insurance, l.allowed, l.amount, l.goods, l.stock, l.reasons_vi,
            l.exception_number, l.exception_date, l.exception_reason, coalesce(g.items, '{}') AS items, coalesce(g.quantities,
            '{}') AS quantities
        FROM disbursement_lines l CROSS JOIN LATERAL (
            SELECT array_agg(w.item_no ORDER BY w.item_no) AS items, array_agg(w.quantity ORDER BY w.item_no) AS quantities
            FROM (SELECT o.item_no, sum(r.quantity)::bigint AS quantity FROM request_goods r JOIN goods_lots o USING (fund_id, lot_no)
                WHERE r.fund_id = l.fund_id AND r.disbursement_id = l.disbursement_id AND r.line_no = l.line_no GROUP BY o.item_no) w) g
        WHERE l.fund_id = @FundId AND l.disbursement_id = @Id ORDER BY l.line_no
        """;

    public string Recipient { get; init; } = "";

    public string LineCode { get; init; } = "";

    public string? CaseReference { get; init; }

    public string Variant { get; init; } = "";

    /// <summary>What the norm line counts, as it lies in the database.</summary>
    public string? Counted { get; init; }

    public Money? Cost { get; init; }

    public Money? Insurance { get; init; }

    public Money Allowed { get; init; }

    public Money Amount { get; init; }

    public Money? Goods { get; init; }

    /// <summary>Value of what comes out of the stock, among the goods.</summary>
    public Money? Stock { get; init; }

    /// <summary>Numbers of the items out of stock.</summary>
    public int[] Items { get; init; } = [];

    /// <summary>How many of each item.</summary>
    public long[] Quantities { get; init; } = [];

    public string ReasonsVi { get; init; } = "";

    public string? ExceptionNumber { get; init; }

    public LocalDate? ExceptionDate { get; init; }

    public string? ExceptionReason { get; init; }
}
