namespace FundLedger.Domain;

/// <summary>Why a request was not carried out. The figures of the case are the members of each concrete error.</summary>
/// <param name="Message">A sentence in English for logs and for machines; screens translate by <see cref="Code"/>.</param>
public abstract record Error(string Message)
{
    /// <summary>Stable name of the reason in kebab case, e.g. <c>norm-exceeded</c>.</summary>
    public string Code => ErrorCode.Of(GetType());

    /// <summary>The request field that the reader should look at, or null when it concerns the whole request.</summary>
    public virtual string? Field => null;
}

/// <summary>The request itself is malformed; nothing was looked up.</summary>
public abstract record Invalid(string Message) : Error(Message);

/// <summary>The thing named does not exist, or not for this user: the two are never told apart.</summary>
public abstract record NotFound(string Message) : Error(Message);

/// <summary>A rule forbids it.</summary>
public abstract record Refused(string Message) : Error(Message)
{
    /// <summary>The text that the rule is taken from, e.g. a line of a norm decision; null for a rule of the program's own.</summary>
    public virtual string? RuleVersion => null;
}

/// <summary>A value or the reason why there is none.</summary>
public sealed class Result<T> : IOutcome<Result<T>>
{
    private readonly T? value;

    private Result(T value) => this.value = value;

    private Result(Error error) => Error = error;

    public Error? Error { get; }

    public bool IsOk => Error is null;

    /// <summary>The value. Raises <see cref="InvalidOperationException"/> when there is an error instead.</summary>
    public T Value => Error is null ? value! : throw new InvalidOperationException($"No value: {Error.Code}. {Error.Message}");

    object? IOutcome.Value => value;

    static Result<T> IOutcome<Result<T>>.Ok(object value) => new((T)value);

    static Result<T> IOutcome<Result<T>>.Refuse(Error error) => new(error);

    public TOut Match<TOut>(Func<T, TOut> ok, Func<Error, TOut> refused) => Error is null ? ok(value!) : refused(Error);

#pragma warning disable CA2225 // The conversions are the constructors of a result; naming them twice helps nobody.
    public static implicit operator Result<T>(T value) => new(value);

    public static implicit operator Result<T>(Error error) => new(error);
#pragma warning restore CA2225
}

/// <summary>What the pipeline needs to know of any <see cref="Result{T}"/>.</summary>
public interface IOutcome
{
    Error? Error { get; }

    object? Value { get; }
}

/// <summary>Lets the pipeline, which does not know the value's type, make a result of the right one.</summary>
public interface IOutcome<TSelf> : IOutcome
    where TSelf : IOutcome<TSelf>
{
    static abstract TSelf Ok(object value);

    static abstract TSelf Refuse(Error error);
}
