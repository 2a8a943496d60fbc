using FundLedger.Domain;

namespace FundLedger.Features.Pipeline;

public sealed record FundNotFound(string Fund) : NotFound($"There is no fund {Fund} that this user may see.");

public sealed record KeyUsedForOther(Guid Key) : Refused($"Request key {Key} was already used for something else.");

public sealed record RoleMissing(string Detail) : Refused(Detail);

/// <summary>A guard of the database that no handler names more precisely.</summary>
public sealed record PromiseKept(string Promise, string Detail) : Refused($"{Promise}: {Detail}");
