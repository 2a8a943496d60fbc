using FundLedger.Domain;
using NodaTime;

namespace FundLedger.Features.Children;

public sealed record PersonalIdUnreadable() : Invalid("A personal identification number has 12 digits; a child may have none.")
{
    public override string Field => "PersonalId";
}

public sealed record ChildNameMissing() : Invalid("The child's full name is needed.")
{
    public override string Field => "FullName";
}

public sealed record BirthDateImpossible(LocalDate BirthDate)
    : Invalid($"{BirthDate:uuuu-MM-dd} is not the birth date of a person under 16.")
{
    public override string Field => "BirthDate";
}

public sealed record BirthYearImpossible(int Year) : Invalid($"{Year} is not the birth year of a person under 16.")
{
    public override string Field => "BirthYear";
}

public sealed record ClassesUnusable(string Classes) : Invalid($"'{Classes}': name at least one known class, and at most one sealed group.")
{
    public override string Field => "Classes";
}

/// <summary>A class has no such sub-group, or the child is not of that class.</summary>
public sealed record SubgroupUnknown(string Class, int Subgroup)
    : Invalid($"{Class} is no class of this child, or has no sub-group {Subgroup}.")
{
    public override string Field => "Classes";
}

public sealed record HouseholdUnknown(string Household) : Invalid($"The unit of this fund has no household {Household}.")
{
    public override string Field => "Household";
}

/// <summary>Children of the list are very like the one to be registered: it is one of them, or somebody says why not.</summary>
/// <param name="Children">Codes, the likest first.</param>
public sealed record ChildLooksKnown(string Children) : Refused($"Very like {Children}: look first, or say why it is another child.")
{
    public override string Field => "DespiteLikeness";
}
