namespace FundLedger.Domain.Text;

/// <summary>One sentence or name for people, complete in Vietnamese and in English.</summary>
public sealed record Wording(string Vi, string En);
