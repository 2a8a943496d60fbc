using FundLedger.Testing;
using NodaTime;
using Npgsql;

namespace FundLedger.IntegrationTests;

/// <summary>
/// A request for one child, or another recipient, as the application's role sends it, without the application's own judgement. A Tết gift unless
/// said otherwise.
/// </summary>
public sealed record RawRequest(string Child)
{
    // With the papers that its norm line asks for, under the key of the child whom it is for alone.
    private const string SubmitSql = """
        SELECT attach_papers(f.fund_id, p.names, p.types, CASE WHEN cardinality(@Child::text[]) = 1 THEN @Child[1] ELSE 'DN-1' END,
            'k-0123456789abcdef', p.files)
        FROM funds f, norm_decisions n JOIN funds o ON o.unit_id = n.issuing_unit_id CROSS JOIN LATERAL (
            SELECT array_agg(q.name) AS names, array_agg('application/pdf'::text) AS types, array_agg(sha256(q.name::bytea)) AS files
            FROM norm_lines l CROSS JOIN LATERAL unnest(l.papers_vi) q(name)
            WHERE l.decision_id = coalesce(@Decision, n.decision_id) AND l.line_code = @Line[1] AND @Papers) p
        WHERE f.code = @FundCode AND o.code = @DecidedBy AND n.status = 'published' AND p.names IS NOT NULL;
        SELECT submit_disbursement(f.fund_id, @Key, @Kind, @Occasion, @Year, @Need, @Pool, coalesce(@Decision, n.decision_id), @JudgedOn,
            @Child, @Class, @Line, @Cost, @Insurance, @OtherAid, @Reference, @Allowed, @Amount, @Why, @Why,
            @Variant, @Quantities, @Exception::jsonb, @Paper, @Goods)
        FROM funds f, norm_decisions n JOIN funds o ON o.unit_id = n.issuing_unit_id
        WHERE f.code = @FundCode AND o.code = @DecidedBy AND n.status = 'published'
        """;

    public string FundCode { get; init; } = Given.Fund;

    public string DecidedBy { get; init; } = Given.Fund;

    public string Kind { get; init; } = "holiday_gift";

    public string? Occasion { get; init; } = "tet";

    public int? Year { get; init; } = 2021;

    public string? Need { get; init; }

    public int Pool { get; init; } = Books.General;

    public int? Decision { get; init; }

    public LocalDate JudgedOn { get; init; } = new(2021, 2, 12);

    /// <summary>Null for a line that is for no single child.</summary>
    public string? Class { get; init; } = "poor";

    public string Line { get; init; } = "D-01";

    public long? Cost { get; init; }

    public long? Insurance { get; init; }

    public long? OtherAid { get; init; }

    public string? Reference { get; init; }

    public long Amount { get; init; } = 300_000;

    public long? Allowed { get; init; }

    /// <summary>Code of the amount of the line; empty for a line that has one only.</summary>
    public string Variant { get; init; } = "";

    /// <summary>What was counted, as JSON.</summary>
    public string? Quantities { get; init; }

    /// <summary>The decision by which it goes above the norm, as JSON; its paper beside it.</summary>
    public string? Exception { get; init; }

    public byte[]? Paper { get; init; }

    /// <summary>What is done first, in the same transaction.</summary>
    public string Before { get; init; } = "";

    /// <summary>Whether it has the papers that the norm asks for.</summary>
    public bool Papers { get; init; } = true;

    /// <summary>Value of the goods among the amount.</summary>
    public long? Goods { get; init; }

    /// <summary>How often the child stands on the request.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Other children on the same request, each with the same line.</summary>
    public string[] Others { get; init; } = [];

    /// <summary>Support of a heart operation, with 80 % of the cost less insurance, at most 10,000,000.</summary>
    public RawRequest ForHeart(long cost, long insurance, long amount, string? reference = "HS-0001") => this with
    {
        Kind = "surgery", Occasion = null, Year = null, Need = "heart", Pool = Books.Surgery, JudgedOn = new LocalDate(2021, 2, 3),
        Line = "D-07", Cost = cost, Insurance = insurance, Amount = amount, Reference = reference,
    };

    public Task<PostgresException?> SentTo(Books books, string actor = TamDuong.Accountant) =>
        books.AsApplication(actor, Before + SubmitSql, Parameters());

    /// <summary>The same by somebody who sees every fund: what is refused then is refused by the function itself.</summary>
    public Task<PostgresException?> SentAsOwnerTo(Books books, string actor) => books.AsOwner(Before + SubmitSql, Parameters(), actor);

    /// <summary>The same as one side of a <see cref="Meeting"/>.</summary>
    internal RawStep Step(string actor = TamDuong.Accountant) => new(actor, SubmitSql, Parameters());

    private object Parameters() => new
    {
        FundCode, DecidedBy, Key = Guid.NewGuid(), Kind, Occasion, Year, Need, Pool, Decision, JudgedOn,
        Child = (string[])[.. Enumerable.Repeat(Child, Times), .. Others],
        Class = Column(Class), Line = Column(Line), Cost = Column(Cost), Insurance = Column(Insurance),
        OtherAid = Column(OtherAid), Reference = Column(Reference), Allowed = Column(Allowed ?? Amount), Amount = Column(Amount),
        Why = Column("raw"), Variant = Column(Variant), Quantities = Column(Quantities), Exception, Paper,
        Goods = Column(Goods), Papers,
    };

    private T[] Column<T>(T value) => [.. Enumerable.Repeat(value, Times + Others.Length)];
}
