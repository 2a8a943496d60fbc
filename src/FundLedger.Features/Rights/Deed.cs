namespace FundLedger.Features.Rights;

/// <summary>
/// What one command asks of who sends it, by the state of its paper. Whatever is not written here is refused: a role that is not named gets
/// 403, a fund in which one has no role is not there (404).
/// </summary>
/// <param name="Command">Name of the command.</param>
/// <param name="Function">The database function behind it, which asks all of it again.</param>
/// <param name="Roles">Who may, in the fund.</param>
internal sealed record Deed(string Command, string Function, params string[] Roles)
{
    /// <summary>What it is done to; empty for what begins something.</summary>
    public string Paper { get; init; } = "";

    /// <summary>Each state that the paper can be in.</summary>
    public IReadOnlyList<DeedState> States { get; init; } = [new("–")];

    /// <summary>Persons who took part before and may not, whatever their role and by whatever account.</summary>
    public IReadOnlyList<HandRefusal> Hands { get; init; } = [];

    /// <summary>
    /// What a role that is not named is told where the state would allow it: 403, unless the handler finds that the paper is none of this
    /// person's before it comes to roles.
    /// </summary>
    public string WrongRole { get; init; } = "role-missing";

    /// <summary>
    /// The paper is there only for those who may do this to it: to everybody else the answer is <see cref="WrongRole"/>, in whatever state
    /// it is.
    /// </summary>
    public bool IsOwn { get; init; }

    /// <summary>Roles that the function lets in besides, for the sake of another command.</summary>
    public IReadOnlyList<string> FunctionRoles { get; init; } = [];

    public IReadOnlyList<string> RolesIn(DeedState state) => state.Roles ?? Roles;

    /// <summary>Played with its arguments, in every state; else only the door of its function is tried, role by role.</summary>
    public bool IsPlayed { get; init; } = true;
}

/// <param name="Refusal">Code of the refusal in this state; null where it is allowed.</param>
/// <param name="Promise">
/// The promise by which the database refuses the same; of an allowed one what its function alone would leave undone; of a refused one null
/// where there is nothing to lose yet.
/// </param>
internal sealed record DeedState(string Name, string? Refusal = null, string? Promise = null)
{
    /// <summary>Who may in this state, where that depends on the paper; else null, and the roles of the deed.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    public bool Allows => Refusal is null;
}

/// <param name="Hand">Which part the person took.</param>
/// <param name="Refusal">Code of the refusal.</param>
/// <param name="Promise">The constraint of the database behind it.</param>
internal sealed record HandRefusal(string Hand, string State, string Refusal, string Promise);
