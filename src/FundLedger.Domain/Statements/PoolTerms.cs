using FundLedger.Domain.Text;

namespace FundLedger.Domain.Statements;

/// <summary>What a statement needs to know of a pool besides its entries.</summary>
public sealed record PoolTerms(int PoolId, string Code, Wording Name, string SourceKind);
