using FundLedger.Domain.Children;
using FundLedger.Features.Children;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace FundLedger.Web.Api;

/// <summary>Children by code. Who a code stands for is never told here: that is the officer's screen, with a reason written down.</summary>
internal static class ChildEndpoints
{
    internal sealed record NewChild(
        string FullName, string GuardianName, string GuardianRelation, IReadOnlyList<string> Classes)
    {
        /// <summary>When it is known.</summary>
        public LocalDate? BirthDate { get; init; }

        /// <summary>Where there is no date: when the papers tell no more than the year.</summary>
        public int? BirthYear { get; init; }

        public string? Household { get; init; }

        /// <summary>Why it is another child than the ones that the refusal child-looks-known named.</summary>
        public string? DespiteLikeness { get; init; }

        public LocalDate? ClassesSince { get; init; }

        public Sex? Sex { get; init; }

        public string? PersonalId { get; init; }

        public string? PersonalIdOf { get; init; }

        /// <summary>Numbers of sub-groups by class code.</summary>
        public IReadOnlyDictionary<string, int>? Subgroups { get; init; }

        /// <summary>The paper that the classes rest on.</summary>
        public Evidence Evidence { get; init; } = new();

        // The year of a year that no calendar has is refused as that of nobody under 16.
        private LocalDate Born => BirthDate ?? new LocalDate(Math.Clamp(BirthYear ?? 1, 1, 9999), 1, 1);

        public RegisterChild In(string fund, RequestKey key) =>
            new(fund, key.Value, FullName, Born, GuardianName, GuardianRelation, Classes)
            {
                BirthYearOnly = BirthDate is null, DespiteLikeness = DespiteLikeness,
                Household = Household, ClassesSince = ClassesSince, Sex = Sex, PersonalId = PersonalId, PersonalIdOf = PersonalIdOf,
                Subgroups = Subgroups ?? new Dictionary<string, int>(), Evidence = Evidence,
            };
    }

    /// <summary>What happened to a child; the paper it rests on is optional.</summary>
    internal sealed record NewEvent(ChildEventKind Event, LocalDate On, string Reason)
    {
        public string? Class { get; init; }

        public int? Subgroup { get; init; }

        public Evidence Evidence { get; init; } = new();

        public RecordChildEvent In(string fund, RequestKey key, string code) => new(fund, key.Value, code, Event, On, Reason)
        {
            Class = Class, Subgroup = Subgroup, Evidence = Evidence,
        };
    }

    internal sealed record Move(string ToUnit, LocalDate On, string Reason)
    {
        public Evidence Evidence { get; init; } = new();

        public MoveChild In(string fund, RequestKey key, string code) =>
            new(fund, key.Value, code, ToUnit, On, Reason) { Evidence = Evidence };
    }

    /// <summary>What is looked for, and why.</summary>
    internal sealed record Search(string Words, string Reason);

    /// <summary>A code, the one it is compared with, and why it was decided so.</summary>
    internal sealed record Pair(string Code, string Other, string Reason);

    internal sealed record NewCarer(string Name, string Relation, LocalDate On, string Reason);

    /// <param name="Class">Class code; left out for all children.</param>
    internal sealed record Target(int Year, int Percent, string Source, string? Class = null);

    internal sealed record Correction(string Reason);

    /// <summary>Which children, and on which day; what is left out does not matter.</summary>
    internal sealed record ChildFilter(
        string? Unit, [property: FromQuery(Name = "class")] string? Class, string? State, AgeBand? Ages, Day? AsOf)
    {
        public ListChildren Of(string fund) => new(fund, Unit, Class) { State = State, Ages = Ages, AsOf = AsOf?.Date };
    }

    private static readonly Role[] Readers = [Role.FundAccountant, Role.Approver, Role.Auditor, Role.CommuneOfficer];

    public static void MapChildren(this RouteGroupBuilder funds)
    {
        funds.MapGet("/children", (string fund, [AsParameters] ChildFilter filter, IMediator books, CancellationToken token) =>
            books.Answer(filter.Of(fund), token)).OnlyFor(Readers)
            .WithSummary("The children of the fund's units by code")
            .WithDescription("Optionally those of one unit, class, state or age band, as they were on a day.");
        funds.MapGet("/children/report", (string fund, PeriodCode period, IMediator books, CancellationToken token) =>
            books.Answer(new GetRegisterReport(fund, period.Period), token)).OnlyFor(Readers)
            .WithSummary("How the register moved in a quarter, half or whole year")
            .WithDescription("Counts by class and commune, for internal use; period is 2021-Q3, 2021-H1 or 2021.");
        MapRegister(funds);
        funds.MapGet("/children/{code}", (string fund, string code, IMediator books, CancellationToken token) =>
            books.Answer(new GetChild(fund, code), token)).OnlyFor(Readers)
            .WithSummary("A child by its code, with its groups, its events and what it received");
        funds.MapPost("/children", (string fund, RequestKey key, NewChild body, IMediator books, CancellationToken token) =>
            books.Answer(body.In(fund, key), token))
            .WithSummary("Put a child on the list")
            .WithDescription("The name goes to the vault; the answer is the code. Officers of the commune only.");
        MapDuplicates(funds);
        var one = funds.MapGroup("/children/{code}");
        one.MapPost("/events", (string fund, string code, RequestKey key, NewEvent body, IMediator books, CancellationToken token) =>
            books.Answer(body.In(fund, key, code), token))
            .WithSummary("Write down what happened to a child")
            .WithDescription("Requests for the child that are not paid yet are judged again by it.");
        one.MapPost("/events/{eventNo:long}/correction",
            (string fund, string code, long eventNo, RequestKey key, Correction body, IMediator books, CancellationToken token) =>
                books.Answer(new CorrectChildEvent(fund, key.Value, code, eventNo, body.Reason), token))
            .WithSummary("Say that an event was written down by mistake")
            .WithDescription("Both stay; the first counts no more.");
        one.MapPost("/move", (string fund, string code, RequestKey key, Move body, IMediator books, CancellationToken token) =>
            books.Answer(body.In(fund, key, code), token))
            .WithSummary("Move a child to another commune");
        one.MapPost("/carer", (string fund, string code, RequestKey key, NewCarer body, IMediator books, CancellationToken token) =>
            books.Answer(new ChangeCarer(fund, key.Value, code, body.Name, body.Relation, body.On, body.Reason), token))
            .WithSummary("Somebody else cares for the child")
            .WithDescription("Name and relation go to the vault.");
    }

    private static void MapRegister(RouteGroupBuilder funds)
    {
        funds.MapPost("/children/targets", (string fund, RequestKey key, Target body, IMediator books, CancellationToken token) =>
            books.Answer(new SetCoverageTarget(fund, key.Value, body.Year, body.Class, body.Percent, body.Source), token))
            .WithSummary("Say how many of a hundred children a plan wants supported in a year")
            .WithDescription("Of one class, or of all children when class is left out. The last word holds.");
        funds.MapPost("/children/aged-out", (string fund, RequestKey key, IMediator books, CancellationToken token) =>
            books.Answer(new AgeOutChildren(fund, key.Value), token))
            .WithSummary("Write down of all who are 16 or older that they came of age");
        funds.MapGet("/households/{household}", (string fund, string household, IMediator books, CancellationToken token) =>
            books.Answer(new GetHousehold(fund, household), token)).OnlyFor(Readers)
            .WithSummary("A household: its children by code and what was given to it as such");
    }

    private static void MapDuplicates(RouteGroupBuilder funds)
    {
        funds.MapPost("/children/search", (string fund, RequestKey key, Search body, IMediator books, CancellationToken token) =>
            books.Answer(new SearchChildren(fund, key.Value, body.Reason) { Words = body.Words }, token))
            .WithSummary("Find children by name, guardian or code")
            .WithDescription("Commune officers only. The answer is codes, best first; each is written down as a look at an identity.");
        funds.MapGet("/children/duplicates", (string fund, IMediator books, CancellationToken token) =>
            books.Answer(new ListDuplicates(fund), token)).OnlyFor(Role.CommuneOfficer)
            .WithSummary("Pairs of codes that may be one child, the likest first, and codes that were merged")
            .WithDescription("Which fields agree and how; no names. What was decided is left out until an identity changes.");
        funds.MapPost("/children/duplicates/told-apart",
            (string fund, RequestKey key, Pair body, IMediator books, CancellationToken token) =>
                books.Answer(new TellApart(fund, key.Value, body.Code, body.Other, body.Reason), token))
            .WithSummary("Decide that two codes are two children");
        funds.MapPost("/children/duplicates/merged",
            (string fund, RequestKey key, Pair body, IMediator books, CancellationToken token) =>
                books.Answer(new MergeChildren(fund, key.Value, body.Code, body.Other, body.Reason), token))
            .WithSummary("Decide that a code is the same child as another code, under which it goes on")
            .WithDescription("Lines keep their code, norms count both, what waits is judged again; the answer names what to reject.");
        funds.MapPost("/children/{code}/split",
            (string fund, string code, RequestKey key, Correction body, IMediator books, CancellationToken token) =>
                books.Answer(new SplitChildren(fund, key.Value, code, body.Reason), token))
            .WithSummary("Undo a merge: they are two children after all")
            .WithDescription("By another person than who merged them; every counter is what it was.");
    }
}
