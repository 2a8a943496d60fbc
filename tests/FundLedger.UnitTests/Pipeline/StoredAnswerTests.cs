using System.Reflection;
using FundLedger.Domain;
using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Norms;
using FundLedger.Features.Pipeline;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Pipeline;

/// <summary>What a key keeps is what was answered.</summary>
public sealed class StoredAnswerTests
{
    private static readonly NormCitation Citation = new("12/QĐ-UBND", new LocalDate(2021, 1, 4), "II.3", new LocalDate(2021, 1, 1), true);

    [Fact]
    public void Every_error_comes_back_with_its_figures_and_its_sentence()
    {
        Assembly[] assemblies = [typeof(Error).Assembly, typeof(StoredAnswer).Assembly];
        var errors = assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(Error)) && !type.IsAbstract)
            .Select(type => (Error)Example(type)).ToList();
        Assert.InRange(errors.Count, 60, int.MaxValue);
        Assert.All(errors, error =>
        {
            var back = Back<int>(error);
            Assert.IsType(error.GetType(), back.Error);
            Assert.Equal(StoredAnswer.Of(Refused<int>(error)), StoredAnswer.Of(back));
        });
    }

    [Fact]
    public void The_reason_inside_a_refused_line_comes_back_too()
    {
        var refused = new LineRefused("TE-000001", new NormExceeded(Citation, new Money(700_000), new Money(300_000)), 2);
        Assert.Equal(refused, Back<int>(refused).Error);
    }

    [Fact]
    public void A_value_comes_back() =>
        Assert.Equal(("Q106", 7L), Back(new Example1("Q106", 7, new LocalDate(2021, 2, 3))).Value is { } value ? (value.Fund, value.Id) : default);

    [Fact]
    public void A_refusal_whose_rule_went_is_still_told()
    {
        var answer = StoredAnswer.Of(Refused<int>(new PoolShort("CHUNG", new Money(5), new Money(3))));
        var former = answer.Replace("pool-short", "pool-too-poor", StringComparison.Ordinal);
        var told = Assert.IsType<RefusedEarlier>(StoredAnswer.Read<Result<int>>(former, isRefusal: true).Error);
        Assert.Equal(("pool-too-poor", "Pool CHUNG has 3 available; 5 was asked."), (told.Rule, told.Message));
        var changed = answer.Replace("\"asked\":5", "\"asked\":\"five\"", StringComparison.Ordinal);
        Assert.IsType<RefusedEarlier>(StoredAnswer.Read<Result<int>>(changed, isRefusal: true).Error);
    }

    private static Result<T> Back<T>(T value) => StoredAnswer.Read<Result<T>>(StoredAnswer.Of((Result<T>)value), isRefusal: false);

    private static Result<T> Back<T>(Error error) => StoredAnswer.Read<Result<T>>(StoredAnswer.Of(Refused<T>(error)), isRefusal: true);

    private static Result<T> Refused<T>(Error error) => error;

    private static object Example(Type type)
    {
        var made = type.GetConstructors().OrderByDescending(one => one.GetParameters().Length).First();
        return made.Invoke([.. made.GetParameters().Select(one => Value(one.ParameterType))]);
    }

    private static Array ListOf(Type element)
    {
        var list = Array.CreateInstance(element, 1);
        list.SetValue(Value(element), 0);
        return list;
    }

    private static object? Value(Type type) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } inner => Value(inner),
        _ when type == typeof(string) => "Quỹ \"X\"",
        _ when type == typeof(Money) => new Money(9_007_199_254_740_993),
        _ when type == typeof(LocalDate) => new LocalDate(2021, 2, 3),
        _ when type == typeof(Instant) => Instant.FromUtc(2021, 2, 3, 4, 5),
        _ when type == typeof(Guid) => new Guid("5f0c3b1e-8a52-4d39-9a55-0d6c5f3f7a01"),
        _ when type == typeof(NormCitation) => Citation,
        _ when type == typeof(SupportSought) => new SupportSought("surgery", null, "heart"),
        _ when type == typeof(Error) => new PoolShort("CHUNG", new Money(5), new Money(3)),
        _ when type.IsEnum => Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1),
        _ when type == typeof(Domain.Text.Wording) => new Domain.Text.Wording("Sửa", "Correct it"),
        _ when type == typeof(Int128) => (Int128)12,
        _ when type.IsGenericType && type.IsAssignableTo(typeof(System.Collections.IEnumerable)) => ListOf(type.GetGenericArguments()[0]),
        _ when !type.IsPrimitive => Example(type),
        _ => Convert.ChangeType(2, type, System.Globalization.CultureInfo.InvariantCulture),
    };

    private sealed record Example1(string Fund, long Id, LocalDate On);
}
