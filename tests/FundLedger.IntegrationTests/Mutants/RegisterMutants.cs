using FundLedger.IntegrationTests.Database;
using FundLedger.IntegrationTests.Imports;
using static FundLedger.IntegrationTests.Mutants.Mutation;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>Children under two codes, and lists that come in from files.</summary>
internal static class RegisterMutants
{
    private static readonly Killer Decided =
        Killer.Of<MergeInvariantsTests>(nameof(MergeInvariantsTests.A_decision_is_complete_and_taken_in_its_own_way));

    private static readonly Killer Sealed =
        Killer.Of<MergeInvariantsTests>(nameof(MergeInvariantsTests.Of_a_sealed_case_nothing_is_told_and_its_code_goes_on));

    private static readonly Killer Papers = Killer.Of<OtherRecipientsInvariantsTests>(
        nameof(OtherRecipientsInvariantsTests.The_paper_of_a_sealed_group_is_not_written_in_clear));

    private static readonly Killer Targets =
        Killer.Of<OtherRecipientsInvariantsTests>(nameof(OtherRecipientsInvariantsTests.A_target_is_a_share_with_a_source));

    private static readonly Killer Ended = Killer.Of<ImportInvariantsTests>(nameof(ImportInvariantsTests.Its_end_tells_what_it_was));

    public static IReadOnlyList<SqlMutant> All { get; } =
    [
        new("who merged them splits them", Function("split_children",
            "PERFORM refuse('splitter_is_not_merger'", "PERFORM concat('splitter_is_not_merger'"), Decided),
        new("pairs told apart without a mark", NoConstraint("child_event_names_the_other"), Decided),
        new("a merge of codes that are not there", Function("merge_children", "PERFORM refuse('merge_possible'", "PERFORM concat('merge_possible'"), Decided),
        new("a merge lifts a suspension", Function("merge_children",
            "PERFORM refuse('suspension_outlasts_merge'", "PERFORM concat('suspension_outlasts_merge'"), Decided),
        new("papers of sealed groups in clear", NoConstraint("sealed_evidence_only_in_vault"), Papers),
        new("papers of sealed events in clear", NoConstraint("sealed_event_evidence_only_in_vault"), Papers),
        new("targets of any size", NoConstraint("target_of_a_hundred"), Targets),
        new("targets of nobody's plan", NoConstraint("target_has_source"), Targets),
        new("it is written whom a sealed case resembles", Function("tell_apart",
            "PERFORM refuse('sealed_pair_not_told'", "PERFORM concat('sealed_pair_not_told'"), Sealed),
        new("a sealed case ends in an open code", Function("merge_children",
            "PERFORM refuse('sealed_code_goes_on'", "PERFORM concat('sealed_code_goes_on'"), Sealed),
        new("a sealed case merged while it is shut", Function("merge_children",
            "PERFORM refuse('sealed_case_granted'", "PERFORM concat('sealed_case_granted'"), Sealed),
        new("two codes use a norm twice", NoTrigger("norm_usages.counted_together"),
            Killer.Of<MergeInvariantsTests>(nameof(MergeInvariantsTests.Raw_uses_above_the_joint_norm_are_refused))),
        new("a merged code goes on being supported", Function("child_absence", "'suspended', 'merged')", "'suspended')"),
            Killer.Of<MergeInvariantsTests>(nameof(MergeInvariantsTests.A_merged_code_is_on_no_new_line))),
        new("imports that say more than they did", Function("end_import",
            "PERFORM refuse('import_added_what_it_says'", "PERFORM concat('import_added_what_it_says'"), Ended),
        new("imports whose counts do not add up", NoConstraint("import_counts_add_up"), Ended),
        new("imports that add nothing and are carried out", NoConstraint("import_adds_when_committed"), Ended),
        new("imports end twice", NoConstraint("import_ends_once"), Killer.Of<ImportInvariantsTests>(nameof(ImportInvariantsTests.It_ends_once))),
        new("imports ended by somebody else", Function("end_import",
            "PERFORM refuse('import_ended_by_its_sender'", "PERFORM concat('import_ended_by_its_sender'"),
            Killer.Of<ImportInvariantsTests>(nameof(ImportInvariantsTests.Another_person_does_not_end_it))),
        new("children imported into other communes", Function("register_imported",
            "PERFORM refuse('imported_into_own_units'", "PERFORM concat('imported_into_own_units'"),
            Killer.Of<ImportInvariantsTests>(nameof(ImportInvariantsTests.Children_are_added_to_the_funds_own_communes_only))),
    ];
}
