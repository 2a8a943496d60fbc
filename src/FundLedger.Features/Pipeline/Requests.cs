using FundLedger.Domain;
using MediatR;

namespace FundLedger.Features.Pipeline;

/// <summary>What the pipeline needs to know of any command.</summary>
public interface ICommand
{
    /// <summary>Code of the fund whose books the command changes.</summary>
    string Fund { get; }

    /// <summary>
    /// Made once per intent (form shown, API call prepared): the same key again gives the first answer and changes nothing.
    /// </summary>
    Guid Key { get; }
}

/// <summary>Changes something, in one transaction, as one actor, once per key.</summary>
public interface ICommand<T> : ICommand, IRequest<Result<T>>;

/// <summary>Looks something up in one read-only snapshot, so that all its figures agree.</summary>
public interface IQuery<T> : IRequest<Result<T>>;
