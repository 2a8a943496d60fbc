using System.Reflection;
using FundLedger.Domain;
using MediatR;
using Xunit;

namespace FundLedger.UnitTests.Architecture;

public sealed class LayeringTests
{
    private const string Donations = """
        using FundLedger.Features.Ledger;
        namespace FundLedger.Features.Donations;
        public sealed class Receipt { public Journal Journal; public static int Count; }
        """;

    private const string Ledger = "namespace FundLedger.Features.Ledger; public sealed class Journal { }";

    [Fact]
    public void The_domain_knows_the_framework_and_NodaTime_only() =>
        Clean(LayeringRules.ForeignReferences(typeof(Money).Assembly, "NodaTime"));

    [Theory]
    [InlineData("FundLedger.Pdf", "")]
    [InlineData("FundLedger.Migrations", "")]
    [InlineData("FundLedger.Domain", "")]
    [InlineData("FundLedger.Features", "FundLedger.Domain FundLedger.Pdf FundLedger.Migrations")]
    public void References_point_one_way(string name, string allowed) =>
        Clean(LayeringRules.ForeignReferences(Assembly.Load(name))
            .Where(use => use.Contains("-> FundLedger.", StringComparison.Ordinal) && !allowed.Split(' ').Contains(use.Split("-> ")[1])));

    [Fact]
    public void Handlers_do_not_send_requests() => Clean(LayeringRules.HandlersThatSend(LayeringRules.OurTypes));

    [Fact]
    public void Handlers_take_at_most_four_things() => Clean(LayeringRules.HandlersThatNeedTooMuch(LayeringRules.OurTypes));

    [Fact]
    public void Classes_are_sealed_static_or_abstract() => Clean(LayeringRules.OpenClasses(LayeringRules.OurTypes));

    [Fact]
    public void A_feature_uses_no_other_feature_but_the_shared_ones() => Clean(FeatureUses.Forbidden(
        Repository.Files(["src/FundLedger.Features"], ".cs").Select(file => (file, Repository.Read(file)))));

    [Fact]
    public void A_reference_that_is_not_allowed_is_found() =>
        Assert.Contains("FundLedger.UnitTests -> NodaTime", LayeringRules.ForeignReferences(typeof(LayeringTests).Assembly));

    [Fact]
    public void A_handler_that_sends_or_needs_too_much_is_found()
    {
        Assert.Single(LayeringRules.HandlersThatSend([typeof(Greedy), typeof(Modest)]), $"{typeof(Greedy).FullName} takes IMediator");
        Assert.Single(LayeringRules.HandlersThatNeedTooMuch([typeof(Greedy), typeof(Modest)]), $"{typeof(Greedy).FullName} takes 5 things");
    }

    [Fact]
    public void A_class_left_open_is_found() =>
        Assert.Single(LayeringRules.OpenClasses([typeof(Open), typeof(Modest), typeof(Error), typeof(ErrorCode)]));

    [Theory]
    [InlineData("using FundLedger.Features.Donations; namespace FundLedger.Features.Statements; class C { object M() => new Receipt(); }")]
    [InlineData("namespace FundLedger.Features.Statements; class C { int M() => Donations.Receipt.Count; }")]
    [InlineData("using R = FundLedger.Features.Donations.Receipt; namespace FundLedger.Features.Statements; class C { R r; }")]
    public void A_use_of_another_feature_is_found_however_it_is_named(string code) => Assert.Contains(
        "FundLedger.Features.Statements -> FundLedger.Features.Donations (C.cs: Receipt)",
        FeatureUses.Forbidden([("Receipt.cs", Donations), ("Journal.cs", Ledger), ("C.cs", code)]));

    [Fact]
    public void A_use_of_the_ledger_is_allowed() =>
        Assert.Empty(FeatureUses.Forbidden([("Receipt.cs", Donations), ("Journal.cs", Ledger)]));

    private static void Clean(IEnumerable<string> offenders)
    {
        var all = string.Join('\n', offenders);
        Assert.True(all.Length == 0, all);
    }

    private sealed record Request : IRequest<int>;

#pragma warning disable CS9113 // The samples are only looked at, never run.
    private sealed class Greedy(IMediator mediator, object a, object b, object c, object d) : IRequestHandler<Request, int>
    {
        public Task<int> Handle(Request request, CancellationToken cancellationToken) => Task.FromResult(0);
    }

    private sealed class Modest(object a) : IRequestHandler<Request, int>
    {
        public Task<int> Handle(Request request, CancellationToken cancellationToken) => Task.FromResult(0);
    }
#pragma warning restore CS9113

#pragma warning disable CA1852 // Left open on purpose: the sample must be found.
    private class Open;
#pragma warning restore CA1852
}
