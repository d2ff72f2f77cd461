// What a modality says about a performed step, from its start to its end.
'use strict';

module.exports = (studyUid, stepId, accession) => {
  const STARTED = {
    _vrMap: {},
    SpecificCharacterSet: 'ISO_IR 192',
    ScheduledStepAttributesSequence: [
      {
        StudyInstanceUID: studyUid,
        ReferencedStudySequence: [],
        AccessionNumber: accession,
        RequestedProcedureID: 'RP1',
        RequestedProcedureDescription: 'Thorax',
        ScheduledProcedureStepID: stepId,
        ScheduledProcedureStepDescription: 'Thorax p.a.',
        ScheduledProtocolCodeSequence: [],
      },
    ],
    PatientName: 'Müller^Eva',
    PatientID: '4711',
    PatientBirthDate: '19620305',
    PatientSex: 'F',
    ReferencedPatientSequence: [],
    PerformedProcedureStepID: 'PPS1',
    PerformedStationAETitle: 'XRAY1',
    PerformedStationName: '',
    PerformedLocation: '',
    PerformedProcedureStepStartDate: '20261105',
    PerformedProcedureStepStartTime: '143000',
    PerformedProcedureStepStatus: 'IN PROGRESS',
    PerformedProcedureStepDescription: '',
    PerformedProcedureTypeDescription: '',
    ProcedureCodeSequence: [],
    PerformedProcedureStepEndDate: '',
    PerformedProcedureStepEndTime: '',
    Modality: 'DX',
    StudyID: '',
    PerformedProtocolCodeSequence: [],
    PerformedSeriesSequence: [],
  };
  const SERIES = {
    PerformingPhysicianName: '',
    OperatorsName: '',
    ProtocolName: 'Thorax',
    SeriesInstanceUID: '1.2.3.4',
    SeriesDescription: '',
    RetrieveAETitle: '',
    ReferencedImageSequence: [
      { ReferencedSOPClassUID: '1.2.840.10008.5.1.4.1.1.1.1', ReferencedSOPInstanceUID: '1.2.3.4.5' },
    ],
    ReferencedNonImageCompositeSOPInstanceSequence: [],
  };
  const ENDED = {
    PerformedProcedureStepStatus: 'COMPLETED',
    PerformedProcedureStepEndDate: '20261105',
    PerformedProcedureStepEndTime: '143500',
    PerformedSeriesSequence: [SERIES],
  };
  return { STARTED, SERIES, ENDED };
};
