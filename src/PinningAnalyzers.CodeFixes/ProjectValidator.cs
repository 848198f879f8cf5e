using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.CodeFixes;

/// <summary>The validator that fixes in one project use: the one that the project has, or the one of the file that is added.</summary>
internal sealed class ProjectValidator
{
    private readonly Project _project;
    private readonly ImmutableArray<ISymbol> _declared;
    private readonly Lazy<CSharpCompilation> _withFile;
    private ValidatorFile? _file;

    private ProjectValidator(Project project, CSharpCompilation compilation, ImmutableArray<ISymbol> declared)
    {
        _project = project;
        _declared = declared;
        Compilation = compilation;
        _withFile = new Lazy<CSharpCompilation>(() =>
            compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(_file!.Text, (CSharpParseOptions)project.ParseOptions!, _file.FileName)));
    }

    public CSharpCompilation Compilation { get; }

    /// <summary>The file to add; null as long as no place asked for it.</summary>
    public ValidatorFile? File => _file;

    /// <summary>Null where the runtime library cannot be named: then nothing can be fixed.</summary>
    public static async Task<ProjectValidator?> ResolveAsync(Project project, CancellationToken cancellationToken)
    {
        if (await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not CSharpCompilation compilation
            || !compilation.GetTypesByMetadataName(MetadataNames.PinValidator).Any(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)))
        {
            return null;
        }

        ImmutableArray<ISymbol>.Builder declared = ImmutableArray.CreateBuilder<ISymbol>();
        Collect(compilation.Assembly.GlobalNamespace, declared, cancellationToken);
        foreach (MetadataReference reference in compilation.References)
        {
            if (reference is CompilationReference && compilation.GetAssemblyOrModuleSymbol(reference) is IAssemblySymbol assembly)
            {
                Collect(assembly.GlobalNamespace, declared, cancellationToken);
            }
        }

        return new ProjectValidator(project, compilation, declared.ToImmutable());
    }

    /// <summary>The nearest validator at this place, in words that mean it there; null where no name does.</summary>
    public ValidatorReference? At(SyntaxTree tree, int position)
    {
        SemanticModel model = Compilation.GetSemanticModel(tree);
        ISymbol? enclosing = model.GetEnclosingSymbol(position);
        INamedTypeSymbol? type = enclosing as INamedTypeSymbol ?? enclosing?.ContainingType;
        INamespaceSymbol space = enclosing as INamespaceSymbol ?? enclosing?.ContainingNamespace ?? Compilation.GlobalNamespace;

        ISymbol within = type ?? (ISymbol)Compilation.Assembly;
        foreach (ISymbol member in _declared
            .Where(member => Compilation.IsSymbolAccessibleWithin(member, within) && IsReady(member, type, tree, position))
            .OrderBy(member => Rank(member, type, space))
            .ThenBy(member => member.ToDisplayString(), StringComparer.Ordinal))
        {
            if (NameOf(member, model, position, type) is { } name)
            {
                return new ValidatorReference(name, isInNewFile: false);
            }
        }

        return AtNewFile(tree, position);
    }

    private ValidatorReference? AtNewFile(SyntaxTree tree, int position)
    {
        _file ??= ValidatorFile.Create(_project, Compilation, tree);
        SemanticModel model = _withFile.Value.GetSemanticModel(tree);
        ISymbol? member = _withFile.Value.Assembly.GetTypeByMetadataName(_file.MetadataName.Replace("@", string.Empty))?.GetMembers("Validator").FirstOrDefault();
        return member is IPropertySymbol property && property.Type.Is(MetadataNames.PinValidator) && NameOf(member, model, position, within: null) is { } name ? new ValidatorReference(name, isInNewFile: true) : null;
    }

    private static void Collect(INamespaceOrTypeSymbol container, ImmutableArray<ISymbol>.Builder found, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (ISymbol member in container.GetMembers())
        {
            switch (member)
            {
                case INamespaceSymbol space:
                    Collect(space, found, cancellationToken);
                    break;
                case INamedTypeSymbol { IsGenericType: false } type:
                    Collect(type, found, cancellationToken);
                    break;
                case IFieldSymbol { IsStatic: true, IsImplicitlyDeclared: false } field when field.Type.Is(MetadataNames.PinValidator):
                case IPropertySymbol { IsStatic: true, IsIndexer: false, GetMethod: not null } property when property.Type.Is(MetadataNames.PinValidator):
                    found.Add(member);
                    break;
            }
        }
    }

    /// <summary>Whether the member has its value: static initializers of one type run in the order they are written.</summary>
    private static bool IsReady(ISymbol member, INamedTypeSymbol? type, SyntaxTree tree, int position)
    {
        if (!SymbolEqualityComparer.Default.Equals(member.ContainingType, type)
            || tree.GetRoot().FindToken(position).Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } declaration
            || !declaration.Modifiers.Any(SyntaxKind.StaticKeyword)
            || declaration is not (BaseFieldDeclarationSyntax or PropertyDeclarationSyntax))
        {
            return true;
        }

        SyntaxReference? source = member.DeclaringSyntaxReferences.FirstOrDefault();
        return source is null || (source.SyntaxTree == tree && source.Span.Start < declaration.SpanStart);
    }

    private static int Rank(ISymbol member, INamedTypeSymbol? type, INamespaceSymbol space)
    {
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (IsMemberOf(member, outer))
            {
                return 0;
            }
        }

        IReadOnlyList<string> here = Parts(space);
        IReadOnlyList<string> there = Parts(member.ContainingNamespace);
        int common = 0;
        while (common < here.Count && common < there.Count && here[common] == there[common])
        {
            common++;
        }

        int rank = 1 + (2 * (here.Count - common)) + (3 * (there.Count - common));
        ITypeSymbol memberType = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
        bool mayBeNull = memberType.NullableAnnotation == NullableAnnotation.Annotated;
        return rank + (mayBeNull ? 10_000 : 0);
    }

    /// <summary>Declared or inherited.</summary>
    private static bool IsMemberOf(ISymbol member, INamedTypeSymbol? type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, member.ContainingType))
            {
                return true;
            }
        }

        return false;
    }

    private static IReadOnlyList<string> Parts(INamespaceSymbol? space)
    {
        var parts = new List<string>();
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            parts.Insert(0, space.Name);
        }

        return parts;
    }

    private static string? NameOf(ISymbol member, SemanticModel model, int position, INamedTypeSymbol? within)
    {
        string name = SyntaxFacts.GetKeywordKind(member.Name) == SyntaxKind.None ? member.Name : "@" + member.Name;
        var forms = new List<string>();
        if (IsMemberOf(member, within))
        {
            forms.Add(name);
        }

        forms.Add(member.ContainingType.ToMinimalDisplayString(model, position) + "." + name);
        forms.Add(member.ContainingType.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat) + "." + name);
        forms.Add(member.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + "." + name);
        foreach (string form in forms)
        {
            SymbolInfo bound = model.GetSpeculativeSymbolInfo(position, SyntaxFactory.ParseExpression(form), SpeculativeBindingOption.BindAsExpression);
            if (SymbolEqualityComparer.Default.Equals(bound.Symbol, member))
            {
                return form;
            }
        }

        return null;
    }
}
