using FundLedger.Domain.Norms;

namespace FundLedger.Features.Norms;

/// <summary>The words that the database, files and addresses use for the choices of a norm line.</summary>
public sealed class NormCodes<T>
    where T : struct, Enum
{
    private readonly (string Code, T Value)[] pairs;

    internal NormCodes(params (string Code, T Value)[] pairs) => this.pairs = pairs;

    public IReadOnlyList<string> All => [.. pairs.Select(pair => pair.Code)];

    public string Of(T value) => Array.Find(pairs, pair => EqualityComparer<T>.Default.Equals(pair.Value, value)).Code;

    /// <summary>Raises <see cref="InvalidOperationException"/> for a word that is none of them.</summary>
    public T Of(string code) => TryFind(code) ?? throw new InvalidOperationException($"'{code}' is no {typeof(T).Name}.");

    public T? TryFind(string code) => Array.FindIndex(pairs, pair => pair.Code == code) is >= 0 and var place ? pairs[place].Value : null;
}

/// <summary>The words of each choice.</summary>
public static class NormCodes
{
    public static NormCodes<FrequencyUnit> Units { get; } = new(
        ("occasion", FrequencyUnit.PerOccasion), ("incident", FrequencyUnit.PerIncident), ("year", FrequencyUnit.PerYear),
        ("school_year", FrequencyUnit.PerSchoolYear), ("months_36", FrequencyUnit.PerMonths36), ("life", FrequencyUnit.PerLife));

    public static NormCodes<NormPayee> Payees { get; } = new(
        ("child", NormPayee.Child), ("household", NormPayee.Household), ("institution", NormPayee.Institution), ("fund", NormPayee.Fund));

    public static NormCodes<JudgingDay> Days { get; } = new(
        ("request", JudgingDay.Request), ("occasion", JudgingDay.Occasion), ("event", JudgingDay.Event));

    public static NormCodes<CaseQuantity> Quantities { get; } = new(
        ("day", CaseQuantity.Day), ("child", CaseQuantity.Child), ("fare", CaseQuantity.Fare),
        ("free_receipts", CaseQuantity.FreeReceipts));
}
