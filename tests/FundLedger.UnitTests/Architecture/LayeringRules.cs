using System.Reflection;
using System.Runtime.CompilerServices;
using MediatR;

namespace FundLedger.UnitTests.Architecture;

/// <summary>What an assembly and its classes look like from outside. Each rule returns the offenders, named.</summary>
internal static class LayeringRules
{
    public const int MostDependencies = 4;

    private const BindingFlags Doors = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Type[] HandlerContracts = [typeof(IRequestHandler<,>), typeof(IRequestHandler<>)];

    // The command line program is called as people type it.
    private static readonly string[] Assemblies =
        ["FundLedger.Domain", "FundLedger.Pdf", "FundLedger.Features", "FundLedger.Web", "fundledger", "FundLedger.Migrations"];

    public static IEnumerable<Type> OurTypes => Assemblies.SelectMany(name => Assembly.Load(name).GetTypes());

    public static IEnumerable<string> ForeignReferences(Assembly assembly, params string[] allowed) =>
        assembly.GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && !allowed.Contains(name))
            .Select(name => $"{assembly.GetName().Name} -> {name}");

    public static IEnumerable<string> OpenClasses(IEnumerable<Type> types) => types
        .Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract && !IsGenerated(type))
        .Select(type => $"{type.FullName} is neither sealed, static nor abstract");

    public static IEnumerable<string> HandlersThatSend(IEnumerable<Type> types) => Handlers(types)
        .Where(type => Dependencies(type).Any(dependency => typeof(IMediator).IsAssignableFrom(dependency.ParameterType)))
        .Select(type => $"{type.FullName} takes IMediator");

    public static IEnumerable<string> HandlersThatNeedTooMuch(IEnumerable<Type> types) => Handlers(types)
        .Where(type => Dependencies(type).Count() > MostDependencies)
        .Select(type => $"{type.FullName} takes {Dependencies(type).Count()} things");

    public static bool IsGenerated(Type type) =>
        type.Name.Contains('<', StringComparison.Ordinal)
        || type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || type.DeclaringType is { } outer && IsGenerated(outer)
        // Razor compiles pages into classes of its own; top-level statements become Program.
        || type.Namespace?.StartsWith("AspNetCoreGeneratedDocument", StringComparison.Ordinal) == true
        || type is { Name: "Program", Namespace: null };

    private static IEnumerable<Type> Handlers(IEnumerable<Type> types) =>
        types.Where(type => type.IsClass && type.GetInterfaces().Any(IsHandler));

    private static bool IsHandler(Type contract) =>
        contract.IsGenericType && HandlerContracts.Contains(contract.GetGenericTypeDefinition());

    private static IEnumerable<ParameterInfo> Dependencies(Type handler) =>
        handler.GetConstructors(Doors).SelectMany(door => door.GetParameters());
}
