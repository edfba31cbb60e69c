package io.counterpart.engine.dtdl;

/**
 * One thing that is wrong with a document. Its identifiers are those of the public DTDL parser (DTDLParser, "ParsingError"), so that
 * people who know that one recognise them; what it has no name for is {@code dtmi:counterpart:parsingError:…}.
 *
 * @param id which rule is broken: stable, for programs
 * @param element where: the interface's identifier and the way from there, such as {@code dtmi:com:example:Pump;1 contents[2].schema}
 * @param cause what is wrong there, a sentence
 * @param action what to do about it, a sentence
 */
public record ParsingError(String id, String element, String cause, String action) {

    static final String DTDL = "dtmi:dtdl:parsingError:";
    static final String OURS = "dtmi:counterpart:parsingError:";

    @Override
    public String toString() {
        return element + ": " + cause + " " + action + " (" + id + ")";
    }
}
