using NodaTime;

namespace FundLedger.IntegrationTests.Histories;

/// <summary>What stands in the books, on paper.</summary>
internal sealed partial class Model
{
    /// <summary>An entry with what it adds to its pool and to its cash box or bank account alike.</summary>
    public sealed record Entry(LocalDate Day, string Pool, string Account, long Change)
    {
        /// <summary>Occasion and child of a payment.</summary>
        public (string Occasion, int Child)? Gift { get; init; }

        public string? Reference { get; init; }

        public bool IsReceipt { get; init; }

        public bool IsReversal { get; init; }

        public bool IsReversed { get; set; }

        /// <summary>The pool that gets what this one gives, in the same cash box or account; null but for a transfer.</summary>
        public string? To { get; init; }

        /// <summary>The cash box or account that gives what this one gets, in the same pool; null but for money carried between them.</summary>
        public string? From { get; init; }

        /// <summary>Written by hand or at the end of a year: it is not reversed.</summary>
        public bool IsFinal { get; init; }

        /// <summary>Budget money that lapsed, and is due back from then on.</summary>
        public bool IsLapse { get; init; }

        /// <summary>It goes back: the pool had lost it when it lapsed.</summary>
        public bool IsReturn { get; init; }

        public long ChangeOf(string pool) => From is not null || IsReturn ? 0 : (Pool == pool ? Change : 0) - (To == pool ? Change : 0);

        public long MoneyOf(string account) => To is not null ? 0 : (Account == account ? Change : 0) - (From == account ? Change : 0);
    }
}
