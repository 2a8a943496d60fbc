using System.Text.Json;
using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using NodaTime.Text;

namespace FundLedger.UnitTests.Reference;

/// <summary>Reads a norm file into the domain, as strictly as the domain itself.</summary>
internal static class NormFile
{
    public static Result<NormDecision> Read(string name)
    {
        var file = ReferenceFile.Json(name);
        var head = file.GetProperty("decision");
        var paper = new NormDecisionPaper
        {
            Number = Text(head, "number"),
            IssuedOn = LocalDatePattern.Iso.Parse(Text(head, "issuedOn")).Value,
            IssuedBy = Text(head, "issuedBy"),
            Title = Wording(head.GetProperty("title")),
            IsSample = head.GetProperty("isSample").GetBoolean(),
        };
        var inForce = Validity.Since(LocalDatePattern.Iso.Parse(Text(head, "validFrom")).Value);
        return NormDecision.Create(new NormDecisionId(1), paper, inForce, file.GetProperty("lines").EnumerateArray().Select(Line));
    }

    private static NormLine Line(JsonElement line) => new()
    {
        Code = Text(line, "code"),
        Support = Support(line.GetProperty("support")),
        Name = Wording(line.GetProperty("name")),
        Amounts = line.TryGetProperty("variants", out var variants)
            ? [.. variants.EnumerateArray().Select(Variant)]
            : NormVariant.Only(Rule(line.GetProperty("rule"))),
        Payee = line.TryGetProperty("payee", out var payee) ? Enum.Parse<NormPayee>(payee.GetString()!, ignoreCase: true) : NormPayee.Child,
        JudgedOn = line.TryGetProperty("judgedOn", out var day) ? Enum.Parse<JudgingDay>(day.GetString()!, ignoreCase: true) : JudgingDay.Request,
        GoodsAllowed = line.TryGetProperty("goodsAllowed", out var goods) && goods.GetBoolean(),
        Frequency = Frequency(line.GetProperty("frequency")),
        Groups = [.. line.GetProperty("groups").EnumerateArray().Select(group => group.GetString()!)],
        ApproverLevel = Text(line, "approverLevel"),
        Papers = [.. line.GetProperty("papers").EnumerateArray().Select(Wording)],
    };

    private static SupportSought Support(JsonElement support) =>
        new(Text(support, "kind"), support.GetProperty("occasion").GetString(), support.GetProperty("need").GetString());

    private static AmountRule Rule(JsonElement rule) => Text(rule, "type") switch
    {
        "fixed" => new AmountRule.Fixed(Amount(rule, "amount")),
        "percent_of_net_cost" => new AmountRule.PercentOfNetCost(rule.GetProperty("percent").GetInt32(), Amount(rule, "ceiling")),
        "actual_up_to" => new AmountRule.ActualUpTo(Amount(rule, "ceiling")),
        "range" => new AmountRule.Range(Amount(rule, "from"), Amount(rule, "to")),
        "top_up" => new AmountRule.TopUpTo(Amount(rule, "total")),
        "per_unit" => new AmountRule.PerUnit(Amount(rule, "amount"), Quantity(rule, "unit"), rule.GetProperty("most").Deserialize<int?>()),
        "expense" => new AmountRule.Expense(Quantity(rule, "unit"), null),
        "percent_of" => new AmountRule.PercentOf(rule.GetProperty("percent").GetInt32(), Quantity(rule, "base")),
        "sum" => new AmountRule.Sum([.. rule.GetProperty("parts").EnumerateArray().Select(Rule)]),
        var type => throw new FormatException(type),
    };

    private static NormVariant Variant(JsonElement variant) =>
        new(Text(variant, "code"), Wording(variant.GetProperty("name")), Rule(variant.GetProperty("rule")));

    private static CaseQuantity Quantity(JsonElement rule, string name) =>
        Enum.Parse<CaseQuantity>(Text(rule, name).Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    private static Frequency Frequency(JsonElement frequency)
    {
        var life = frequency.GetProperty("lifeLimit");
        return new Frequency(
            Enum.Parse<FrequencyUnit>(Text(frequency, "unit").Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
            frequency.GetProperty("limit").GetInt32(),
            life.ValueKind == JsonValueKind.Null ? null : life.GetInt32());
    }

    private static Money Amount(JsonElement rule, string name) => new(rule.GetProperty(name).GetInt64());

    private static Wording Wording(JsonElement wording) => new(Text(wording, "vi"), Text(wording, "en"));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
