using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace PinningAnalyzers.Sources;

/// <summary>What the files of one compilation are about, so that rules are called only where they may have something to say.</summary>
internal sealed class FileTopics
{
    /// <summary>Roslyn keeps what is read with the text it was read from, for as long as that lives: after an edit one file is read again, not all of them.</summary>
    public static readonly SourceTextValueProvider<TextTopics> Provider = new(Read);

    /// <summary>The files that touch any topic.</summary>
    private readonly Dictionary<SyntaxTree, TextTopics> _files = [];

    /// <summary>Those that name a type in a directive, and then make it under another name, or under none.</summary>
    private readonly HashSet<SyntaxTree> _renaming = [];

    private Topics _all;

    private FileTopics()
    {
    }

    /// <param name="read">Asks Roslyn for the topics of a text, by <see cref="Provider"/>.</param>
    public static FileTopics Of(Compilation compilation, Func<SourceText, TextTopics> read)
    {
        var files = new FileTopics();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            files.Add(tree, read(tree.GetText()));
        }

        return files;
    }

    /// <summary>The topics of a text, read here and now.</summary>
    public static TextTopics Read(SourceText text) => TopicReader.Read(text, TlsVocabulary.Instance);

    /// <summary>Whether any file touches one of these topics.</summary>
    public bool TouchAny(Topics topics) => (_all & topics) != 0;

    /// <summary>The code of a file that touches one of these topics; null where there is nothing to look at.</summary>
    public MentionedCode? CodeAbout(Topics topics, SemanticModel model, CancellationToken cancellation)
    {
        if (!_files.TryGetValue(model.SyntaxTree, out TextTopics? text))
        {
            return null;
        }

        // Where directives give a type another name, that is what it is made under.
        bool isRenaming = _renaming.Contains(model.SyntaxTree);
        return ((isRenaming ? text.All : text.Mentioned) & topics) != 0 ? new MentionedCode(model, text, isRenaming, cancellation) : null;
    }

    /// <summary>Those of the files that are asked about.</summary>
    public FileTopics Where(Func<SyntaxTree, bool> isAsked)
    {
        if (_files.Keys.All(isAsked))
        {
            return this;
        }

        var asked = new FileTopics();
        foreach (KeyValuePair<SyntaxTree, TextTopics> file in _files)
        {
            if (isAsked(file.Key))
            {
                asked.Add(file.Key, file.Value);
            }
        }

        return asked;
    }

    /// <summary>Under which other names the files let types be made.</summary>
    public Topics ReadDeclarations(CancellationToken cancellation)
    {
        var declared = Topics.None;
        foreach (KeyValuePair<SyntaxTree, TextTopics> file in _files)
        {
            if ((file.Value.All & Topics.Declaration) != 0)
            {
                Topics inFile = DeclarationReader.Read(file.Key.GetRoot(cancellation), TlsVocabulary.Instance);
                declared |= inFile;
                if ((inFile & Topics.RenamedHere) != 0)
                {
                    _renaming.Add(file.Key);
                }
            }
        }

        return declared;
    }

    private void Add(SyntaxTree tree, TextTopics topics)
    {
        if (topics.All != Topics.None)
        {
            _files.Add(tree, topics);
            _all |= topics.All;
        }
    }
}
