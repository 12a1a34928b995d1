"""An assessment as a QTI package, from the same questions that a person reads and edits.

QTI 1.2 is what most course sites import; QTI 2.1 is the later standard. The head of the source
gives `title`, `qti` (1.2 or 2.1), `language` and `mastery` (percent).

Source: IMS QTI 1.2 ASI Information Model and XML Binding; IMS QTI 2.1 Assessment Test, Section,
and Item Information Model.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from repository.demonstration.archive_writer import write_archive
from repository.demonstration.errors import DemoContentError
from repository.demonstration.scorm_builder import slug
from repository.demonstration.sources import Question, Source, inline_html

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
QTI_2_1 = "http://www.imsglobal.org/xsd/imsqti_v2p1"
TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates"


def build_assessment(source: Source) -> bytes:
    """The zip of an assessment.

    Raises: DemoContentError where the head asks for another version.
    """
    version = source.text("qti")
    if version == "1.2":
        members = _package_1_2(source)
    elif version == "2.1":
        members = _package_2_1(source)
    else:
        raise DemoContentError(source.place, f"qti is {version!r}, not 1.2 or 2.1")
    texts = {name: (XML + text).encode() for name, text in members.items()}
    return write_archive(texts, first="imsmanifest.xml")


def _identifier(source: Source) -> str:
    return "A-" + slug(source.text("title")).upper()


def _manifest(source: Source, version: str, resources: str) -> str:
    return f"""<manifest identifier="M-{_identifier(source)}"
  xmlns="http://www.imsglobal.org/xsd/imscp_v1p1">
  <metadata>
    <schema>IMS Content</schema>
    <schemaversion>{version}</schemaversion>
  </metadata>
  <organizations/>
  <resources>
{resources}  </resources>
</manifest>
"""


# --- 1.2 ------------------------------------------------------------------------------------------


def _package_1_2(source: Source) -> dict[str, str]:
    resource = (
        '    <resource identifier="R-1" type="imsqti_xmlv1p2" href="assessment.xml">\n'
        '      <file href="assessment.xml"/>\n    </resource>\n'
    )
    items = "".join(_item_1_2(n, question) for n, question in enumerate(source.questions, 1))
    assessment = f"""<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">
<assessment ident="{_identifier(source)}" title={quoteattr(source.text("title"))}>
<section ident="S-1" title={quoteattr(source.text("title"))}>
{items}</section>
</assessment>
</questestinterop>
"""
    return {"imsmanifest.xml": _manifest(source, "1.1.3", resource), "assessment.xml": assessment}


def _mattext(text: str) -> str:
    return (
        f'<material><mattext texttype="text/html">{escape(inline_html(text))}</mattext></material>'
    )


def _item_1_2(number: int, question: Question) -> str:
    labels = "".join(
        f'<response_label ident="A{n}">{_mattext(answer.text)}</response_label>\n'
        for n, answer in enumerate(question.answers, 1)
    )
    tests = "".join(
        f'<varequal respident="R1">A{n}</varequal>'
        if answer.right
        else f'<not><varequal respident="R1">A{n}</varequal></not>'
        for n, answer in enumerate(question.answers, 1)
    )
    cardinality = "Multiple" if question.several else "Single"
    return f"""<item ident="Q{number}" title="Question {number}">
<presentation>
{_mattext(question.text)}
<response_lid ident="R1" rcardinality="{cardinality}">
<render_choice shuffle="Yes">
{labels}</render_choice>
</response_lid>
</presentation>
<resprocessing>
<outcomes><decvar varname="SCORE" vartype="Decimal" minvalue="0" maxvalue="1"/></outcomes>
<respcondition continue="No">
<conditionvar><and>{tests}</and></conditionvar>
<setvar varname="SCORE" action="Set">1</setvar>
<displayfeedback feedbacktype="Response" linkrefid="WHY"/>
</respcondition>
</resprocessing>
<itemfeedback ident="WHY"><flow_mat>{_mattext(question.why)}</flow_mat></itemfeedback>
</item>
"""


# --- 2.1 ------------------------------------------------------------------------------------------


def _package_2_1(source: Source) -> dict[str, str]:
    names = [f"items/question-{n:02}.xml" for n in range(1, len(source.questions) + 1)]
    dependencies = "".join(
        f'      <dependency identifierref="R-{n}"/>\n' for n in range(1, len(names) + 1)
    )
    resources = (
        '    <resource identifier="R-TEST" type="imsqti_test_xmlv2p1" href="test.xml">\n'
        f'      <file href="test.xml"/>\n{dependencies}    </resource>\n'
    )
    for n, name in enumerate(names, 1):
        resources += (
            f'    <resource identifier="R-{n}" type="imsqti_item_xmlv2p1" href="{name}">\n'
            f'      <file href="{name}"/>\n    </resource>\n'
        )
    members = {
        "imsmanifest.xml": _manifest(source, "2.1", resources).replace(
            "<schema>IMS Content</schema>", "<schema>QTIv2.1 Package</schema>"
        ),
        "test.xml": _test_2_1(source, names),
    }
    for n, (name, question) in enumerate(zip(names, source.questions, strict=True), 1):
        members[name] = _item_2_1(n, question, source.text("language", "en-CA"))
    return members


def _test_2_1(source: Source, names: list[str]) -> str:
    references = "".join(
        f'<assessmentItemRef identifier="Q{n}" href="{name}"/>\n' for n, name in enumerate(names, 1)
    )
    title = quoteattr(source.text("title"))
    return f"""<assessmentTest xmlns="{QTI_2_1}" identifier="{_identifier(source)}" title={title}>
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
<testPart identifier="PART" navigationMode="nonlinear" submissionMode="simultaneous">
<assessmentSection identifier="SECTION" title={title} visible="true">
{references}</assessmentSection>
</testPart>
<outcomeProcessing>
<setOutcomeValue identifier="SCORE"><sum><testVariables variableIdentifier="SCORE"/></sum>\
</setOutcomeValue>
</outcomeProcessing>
</assessmentTest>
"""


def _item_2_1(number: int, question: Question, language: str) -> str:
    right = "".join(
        f"<value>A{n}</value>" for n, answer in enumerate(question.answers, 1) if answer.right
    )
    choices = "".join(
        f'<simpleChoice identifier="A{n}">{inline_html(answer.text)}</simpleChoice>\n'
        for n, answer in enumerate(question.answers, 1)
    )
    cardinality = "multiple" if question.several else "single"
    limit = 0 if question.several else 1
    return f"""<assessmentItem xmlns="{QTI_2_1}" identifier="Q{number}" title="Question {number}"
  adaptive="false" timeDependent="false" xml:lang="{language}">
<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="identifier">
<correctResponse>{right}</correctResponse>
</responseDeclaration>
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float">
<defaultValue><value>0</value></defaultValue>
</outcomeDeclaration>
<outcomeDeclaration identifier="REASON" cardinality="single" baseType="identifier">
<defaultValue><value>WHY</value></defaultValue>
</outcomeDeclaration>
<itemBody>
<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="{limit}">
<prompt>{inline_html(question.text)}</prompt>
{choices}</choiceInteraction>
</itemBody>
<responseProcessing template="{TEMPLATES}/match_correct"/>
<modalFeedback outcomeIdentifier="REASON" identifier="WHY" showHide="show">\
{inline_html(question.why)}</modalFeedback>
</assessmentItem>
"""
