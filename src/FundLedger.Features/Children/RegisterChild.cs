using System.Collections.Immutable;
using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Domain.Norms;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Children;

/// <summary>Puts a child on the list of the fund's own unit. The name goes to the vault; everything else knows the code.</summary>
/// <param name="Classes">
/// Class codes, e.g. <c>g04</c>, <c>poor</c>. A sealed group is kept in the vault only; the list says "protected".
/// </param>
/// <param name="Household">Code of a household of this unit, or null for a new one.</param>
public sealed record RegisterChild(
    string Fund,
    Guid Key,
    string FullName,
    LocalDate BirthDate,
    string GuardianName,
    string GuardianRelation,
    IReadOnlyList<string> Classes) : ICommand<ChildRegistered>
{
    public string? Household { get; init; }

    /// <summary>
    /// Only the year is known: of <see cref="BirthDate"/> the year counts, and the child is judged as born on its last day.
    /// </summary>
    public bool BirthYearOnly { get; init; }

    /// <summary>
    /// Why it is another child than the ones it is very like; at least 5 characters, no name. Null while nobody was asked.
    /// </summary>
    public string? DespiteLikeness { get; init; }

    public Sex? Sex { get; init; }

    /// <summary>The child's personal number of 12 digits, or a parent's; null for none.</summary>
    public string? PersonalId { get; init; }

    /// <summary>Whose number it is when it is not the child's own, e.g. "mẹ".</summary>
    public string? PersonalIdOf { get; init; }

    /// <summary>From when the classes hold; null: since today.</summary>
    public LocalDate? ClassesSince { get; init; }

    /// <summary>Numbers of sub-groups by class code; that of a sealed group goes to the vault.</summary>
    public IReadOnlyDictionary<string, int> Subgroups { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>The paper that the classes rest on; of a child of a sealed group it goes to the vault.</summary>
    public Evidence Evidence { get; init; } = new();
}

public sealed record ChildRegistered(string Code, string Household)
{
    /// <summary>The number tells another year of birth than was typed: to look at again.</summary>
    public bool NumberTellsOtherYear { get; init; }

    /// <summary>The number tells the other sex than was typed: to look at again.</summary>
    public bool NumberTellsOtherSex { get; init; }
}

internal sealed class RegisterChildHandler(Db db, FundLock fundLock, IdentityVault vault, LikeChildren likeness)
    : IRequestHandler<RegisterChild, Result<ChildRegistered>>
{
    private const string CodeSql = "SELECT next_beneficiary_code()";
    private const string NewHouseholdSql = "SELECT new_household(@UnitId)";
    private const string HouseholdSql = "SELECT count(*) FROM households WHERE household_code = @Household AND unit_id = @UnitId";

    private const string RegisterSql = """
        SELECT register_beneficiary(@UnitId, @Household, @Classes, @Since, @KeyId, @Nonce, @Sealed, @Code, @Subgroups::smallint[],
            @CarerKeyId, @CarerNonce, @CarerSealed, @EvidenceKind, @EvidenceNumber, @EvidenceDate)
        """;

    private const string SubgroupSql = """
        SELECT count(*) FROM class_versions WHERE class_code = @Class AND subgroup_no = @Subgroup AND @Subgroup > 0
        """;

    public async Task<Result<ChildRegistered>> Handle(RegisterChild request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.FullName)) return new ChildNameMissing();
        var number = string.IsNullOrWhiteSpace(request.PersonalId) ? null : request.PersonalId.Replace(" ", "", StringComparison.Ordinal);
        if (number is not null && !Domain.Children.PersonalId.IsOne(number)) return new PersonalIdUnreadable();
        var awaiting = await likeness.AwaitingElsewhereAsync(request.Fund, cancellationToken);
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var birth = Born(request, fund.Today);
        if (birth.Error is { } impossible) return impossible;
        var known = await db.ListAsync<ChoosableClass>(ChoosableClass.Sql, null, cancellationToken);
        if (ChosenClasses.Of(known, request.Classes) is not { } classes) return new ClassesUnusable(string.Join(", ", request.Classes));
        if (await UnknownSubgroupAsync(request, cancellationToken) is { } unknown) return unknown;
        if (request.Household is { } named && await HouseholdsAsync(named, fund.UnitId, cancellationToken) == 0)
        {
            return new HouseholdUnknown(named);
        }

        var identity = IdentityOf(request, birth.Value, number, classes.Sealed);
        var likes = await likeness.StrongAsync(request.Fund, identity, request.Household, cancellationToken);
        if (likes.Count > 0 && (request.DespiteLikeness?.Trim().Length ?? 0) < 5)
        {
            return new ChildLooksKnown(string.Join(", ", likes.Select(like => like.Child.Code)));
        }

        var code = await db.SingleAsync<string>(CodeSql, null, cancellationToken);
        var household = request.Household ?? await db.SingleAsync<string>(NewHouseholdSql, new { fund.UnitId }, cancellationToken);
        await db.ExecuteAsync(RegisterSql, Parameters(request, fund, code, household, classes, identity), cancellationToken);
        var child = new OwnChild(code, household, "", "active", identity);
        await likeness.TellApartFromAllAsync(child, likes, request.DespiteLikeness ?? "", cancellationToken);
        await likeness.DoubtLaterAsync([child], awaiting, cancellationToken);
        return Registered(code, household, identity);
    }

    private static Identity IdentityOf(RegisterChild request, LocalDate born, string? number, string? sealedGroup) =>
        new(request.FullName.Trim(), born, request.GuardianName, request.GuardianRelation, sealedGroup)
        {
            BirthYearOnly = request.BirthYearOnly, Sex = request.Sex, PersonalId = number, PersonalIdOf = request.PersonalIdOf,
            SealedSubgroup = sealedGroup is not null && request.Subgroups.TryGetValue(sealedGroup, out var subgroup) ? subgroup : null,
            SealedEvidence = sealedGroup is null ? null : request.Evidence.InWords,
        };

    private static Result<LocalDate> Born(RegisterChild request, LocalDate today)
    {
        var born = request.BirthYearOnly ? BirthYear.DayToJudgeBy(request.BirthDate.Year, today) : request.BirthDate;
        if (Childhood.Covers(Childhood.AgeOn(born, today))) return born;
        return request.BirthYearOnly ? new BirthYearImpossible(born.Year) : new BirthDateImpossible(born);
    }

    private object Parameters(
        RegisterChild request, LockedFund fund, string code, string household, ChosenClasses classes, Identity identity)
    {
        var row = vault.Seal(code, identity);
        var carer = vault.SealCarer(code, 1, new Carer(request.GuardianName, request.GuardianRelation));
        return new
        {
            fund.UnitId, Household = household, Classes = classes.Open, 
            Subgroups = classes.Open.Select(one => request.Subgroups.TryGetValue(one, out var no) ? no : null as int?).ToArray(),
            EvidenceKind = request.Evidence.Kind, EvidenceNumber = request.Evidence.Number, EvidenceDate = request.Evidence.Date,
            Since = request.ClassesSince ?? fund.Today,
            row.KeyId, row.Nonce, row.Sealed, Code = code,
            CarerKeyId = carer.KeyId, CarerNonce = carer.Nonce, CarerSealed = carer.Sealed,
        };
    }

    private static ChildRegistered Registered(string code, string household, Identity identity) => new(code, household)
    {
        NumberTellsOtherYear = NumberDoubts.OtherYear(identity), NumberTellsOtherSex = NumberDoubts.OtherSex(identity),
    };

    private async Task<SubgroupUnknown?> UnknownSubgroupAsync(RegisterChild request, CancellationToken token)
    {
        foreach (var (group, subgroup) in request.Subgroups)
        {
            var asked = new { Class = group, Subgroup = subgroup };
            if (!request.Classes.Contains(group) || await db.SingleAsync<long>(SubgroupSql, asked, token) == 0)
            {
                return new SubgroupUnknown(group, subgroup);
            }
        }

        return null;
    }

    private Task<long> HouseholdsAsync(string household, int unitId, CancellationToken token) =>
        db.SingleAsync<long>(HouseholdSql, new { Household = household, UnitId = unitId }, token);
}
